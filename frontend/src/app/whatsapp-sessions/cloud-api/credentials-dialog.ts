import { afterNextRender, Component, type ElementRef, inject, Injector, input, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { Modal } from '../../ui';
import { LineForm } from '../line-form';
import { keepsCredentials } from '../session-state';
import { SessionsApi } from '../sessions-api';
import { credentialFields } from './credentials';
import { CredentialFields } from './credential-fields';

/** Other credentials for a line over Meta's Cloud API; what is left empty stays as it is. Esc closes only an empty form. */
@Component({
  selector: 'app-credentials-dialog',
  imports: [TranslocoDirective, CredentialFields, Modal],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      aria-labelledby="credentials-heading"
      aria-describedby="credentials-note"
      (cancel)="$event.preventDefault(); leave()"
      (close)="closed.emit()"
    >
      <form novalidate (submit)="save($event)" *transloco="let t; prefix: 'whatsappSessions'">
        <h2 id="credentials-heading">{{ t('cloud.changeOf', { name: session().name }) }}</h2>
        <p class="note" id="credentials-note">{{ t(isKept() ? 'cloud.changeNote' : 'cloud.enterNote') }}</p>
        <app-credential-fields prefix="changed" [form]="form" [current]="session().cloudApi ?? null" />
        <div class="actions">
          <button class="button" type="button" (click)="dialog.close()">{{ t('cancelAdd') }}</button>
          <button class="button button-primary" type="submit" [attr.aria-disabled]="form.sending() || null">
            {{ t(form.sending() ? 'cloud.adding' : 'cloud.save') }}
          </button>
        </div>
      </form>
    </dialog>
  `,
  styles: `
    dialog {
      width: min(760px, calc(100vw - 32px));
      max-height: calc(100dvh - 32px);
      padding: var(--space-6);
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
      overflow: auto;
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
    }
    .note {
      color: var(--color-text-muted);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      gap: var(--space-2);
    }
  `,
})
export class CredentialsDialog {
  readonly #injector = inject(Injector);
  readonly #api = inject(SessionsApi);

  readonly session = input.required<WhatsAppSession>();
  readonly changed = output<WhatsAppSession>();
  readonly closed = output();

  protected readonly form = new LineForm({
    fields: () => credentialFields,
    needs: (field) => (field === 'accessToken' || field === 'appSecret') && !this.isKept(),
    names: () => [],
    send: (typed) => this.#api.changeCredentials(this.session().id, typed),
    taken: (session) => {
      this.changed.emit(session);
      this.dialog().nativeElement.close();
    },
    refused: () => {
      this.#focusProblem();
    },
  });
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  /** Whether there are secrets that can stay as they are, and be read. */
  protected isKept(): boolean {
    return keepsCredentials(this.session()) && this.session().reason !== 'credentials_unreadable';
  }

  protected leave(): void {
    if (this.form.isEmpty()) this.dialog().nativeElement.close();
  }

  protected save(event: Event): void {
    event.preventDefault();
    if (this.form.isEmpty() && this.isKept()) this.dialog().nativeElement.close();
    else this.form.save();
  }

  #focusProblem(): void {
    afterNextRender(() => this.dialog().nativeElement.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), {
      injector: this.#injector,
    });
  }
}
