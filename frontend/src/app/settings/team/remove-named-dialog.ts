import { Component, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { NamedSetting } from '#contract/team-settings';
import type { NamedSettings } from '../../team-settings';
import { Modal } from '../../ui';

/** Asks whether a stage or a field may go, and where the contacts of a stage are to be then. */
@Component({
  selector: 'app-remove-named-dialog',
  imports: [Modal, TranslocoDirective],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      aria-labelledby="remove-heading"
      aria-describedby="remove-text"
      (cancel)="$event.preventDefault(); dialog.close()"
      (close)="closed.emit()"
    >
      <div class="inside" *transloco="let t; prefix: 'settings.team.' + kind()">
        <h2 id="remove-heading">{{ t('removeHeading', { name: item().name }) }}</h2>
        <p id="remove-text">
          {{
            t(contacts() === 0 ? 'removeUnused' : contacts() === 1 ? 'removeUsedOnce' : 'removeUsed', {
              count: contacts(),
            })
          }}
        </p>
        @if (kind() === 'stages' && contacts() > 0) {
          <div class="field">
            <label class="field-label" for="move-to">{{ t('moveTo') }}</label>
            <select #target class="input" id="move-to" (change)="moveTo.set(target.value)">
              <option value="">{{ t('noStage') }}</option>
              @for (other of others(); track other.id) {
                <option [value]="other.id">{{ other.name }}</option>
              }
            </select>
          </div>
        }
        <div class="actions">
          <button class="button" type="button" autofocus (click)="dialog.close()">{{ t('cancel') }}</button>
          <button class="button button-danger" type="button" (click)="confirm(); dialog.close()">
            {{ t('remove') }}
          </button>
        </div>
      </div>
    </dialog>
  `,
  styleUrl: '../forms/dialog.css',
})
export class RemoveNamedDialog {
  readonly kind = input.required<NamedSettings>();
  readonly item = input.required<NamedSetting>();
  /** How many contacts it is about. */
  readonly contacts = input.required<number>();
  readonly others = input.required<readonly NamedSetting[]>();
  readonly confirmed = output<{ moveTo: string | null }>();
  readonly closed = output();

  /** The id of a stage; empty for none. */
  protected readonly moveTo = signal('');

  protected confirm(): void {
    this.confirmed.emit({ moveTo: this.moveTo() || null });
  }
}
