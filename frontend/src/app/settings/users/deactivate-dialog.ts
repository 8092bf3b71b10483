import { Component, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { User } from '#contract/accounts';
import { SwitchField } from '../../switches';
import { Modal } from '../../ui';

/** Asks whether somebody may no longer sign in, and what becomes of the conversations they have. */
@Component({
  selector: 'app-deactivate-dialog',
  imports: [Modal, SwitchField, TranslocoDirective],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      aria-labelledby="deactivate-heading"
      aria-describedby="deactivate-text"
      (cancel)="$event.preventDefault(); dialog.close()"
      (close)="closed.emit()"
    >
      <div class="inside" *transloco="let t; prefix: 'settings.users'">
        <h2 id="deactivate-heading">{{ t('deactivateHeading', { name: user().name }) }}</h2>
        <p id="deactivate-text">{{ t('deactivateText') }}</p>
        @if (open() > 0) {
          <app-switch-field
            [label]="t(open() === 1 ? 'releaseOne' : 'release', { count: open() })"
            [hint]="t(releases() ? 'releaseHint' : 'keepHint')"
            [checked]="releases()"
            (wanted)="releases.set($event)"
          />
        }
        <div class="actions">
          <button class="button" type="button" autofocus (click)="dialog.close()">{{ t('cancel') }}</button>
          <button class="button button-danger" type="button" (click)="confirm(); dialog.close()">
            {{ t('deactivate') }}
          </button>
        </div>
      </div>
    </dialog>
  `,
  styleUrl: '../forms/dialog.css',
})
export class DeactivateDialog {
  readonly user = input.required<User>();
  /** How many open conversations are theirs. */
  readonly open = input.required<number>();
  /** Whether these become nobody's. */
  readonly confirmed = output<{ releases: boolean }>();
  readonly closed = output();

  protected readonly releases = signal(true);

  protected confirm(): void {
    this.confirmed.emit({ releases: this.open() > 0 && this.releases() });
  }
}
