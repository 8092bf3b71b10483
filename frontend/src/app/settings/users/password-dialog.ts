import { Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon, Modal } from '../../ui';

/** What somebody signs in with from now on; nobody can read it later. */
export interface GivenPassword {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Shows a password once, to be handed to the person it is for. */
@Component({
  selector: 'app-password-dialog',
  imports: [Icon, Modal, TranslocoDirective],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      aria-labelledby="password-heading"
      aria-describedby="password-note"
      (cancel)="$event.preventDefault()"
      (close)="closed.emit()"
    >
      <div class="inside" *transloco="let t; prefix: 'settings.users'">
        <h2 id="password-heading">{{ t('passwordHeading', { name: given().name }) }}</h2>
        <p id="password-note">{{ t('passwordNote') }}</p>
        <dl>
          <dt>{{ t('email') }}</dt>
          <dd>{{ given().email }}</dd>
          <dt>{{ t('password') }}</dt>
          <dd #password class="password">{{ given().password }}</dd>
        </dl>
        <div class="actions">
          <button class="button" type="button" (click)="copy()">
            @if (isCopied()) {
              <svg appIcon="check"></svg>
            } @else {
              <svg appIcon="copy"></svg>
            }
            {{ t(isCopied() ? 'copied' : 'copy') }}
          </button>
          <button class="button button-primary" type="button" (click)="dialog.close()">{{ t('done') }}</button>
        </div>
        <p class="visually-hidden" role="status">{{ isCopied() ? t('copied') : '' }}</p>
      </div>
    </dialog>
  `,
  styleUrl: '../forms/dialog.css',
  styles: `
    dl {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: var(--space-2) var(--space-4);
      padding: var(--space-4);
      border-radius: var(--radius-control);
      background: var(--color-surface-sunken);
    }
    dt {
      color: var(--color-text-muted);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .password {
      font-family: ui-monospace, monospace;
      font-weight: 600;
    }
  `,
})
export class PasswordDialog {
  readonly given = input.required<GivenPassword>();
  readonly closed = output();

  protected readonly isCopied = signal(false);
  private readonly password = viewChild.required<ElementRef<HTMLElement>>('password');

  /** Where the browser gives no clipboard, as on a page without HTTPS, the password is selected instead. */
  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.given().password);
      this.isCopied.set(true);
    } catch {
      getSelection()?.selectAllChildren(this.password().nativeElement);
    }
  }
}
