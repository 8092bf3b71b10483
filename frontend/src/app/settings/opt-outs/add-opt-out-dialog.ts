import { Component, inject, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { sortError } from '../../errors';
import { PhoneNumberField } from '../../phone-numbers';
import { Lines } from '../../lines';
import { Dialog } from '../../ui';
import { OptOuts } from './opt-outs';

/** Takes down a number whose owner asked for no more bulk messages. Shown for as long as it exists. */
@Component({
  selector: 'app-add-opt-out-dialog',
  imports: [Dialog, PhoneNumberField, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.opt-outs'">
      <app-dialog [heading]="t('add')" (closed)="closed.emit()">
        <form novalidate (submit)="$event.preventDefault(); add()">
          <app-phone-number-field
            takesFocus
            [label]="t('number')"
            [neighbour]="neighbour()"
            [refusal]="failure() ? (failure() | transloco) : null"
            (typed)="failure.set('')"
          />
          <div class="actions">
            <button type="submit" class="button button-primary" [attr.aria-disabled]="adding() || null">
              {{ t('addOne') }}
            </button>
          </div>
        </form>
      </app-dialog>
    </ng-container>
  `,
  styles: `
    .actions {
      display: flex;
      justify-content: end;
      margin-top: var(--space-3);
    }
  `,
})
export class AddOptOutDialog {
  readonly #optOuts = inject(OptOuts);
  readonly #lines = inject(Lines);

  readonly closed = output();

  protected readonly adding = signal(false);
  /** As a translation key. */
  protected readonly failure = signal('');
  private readonly field = viewChild.required(PhoneNumberField);
  private readonly dialog = viewChild.required(Dialog);

  /** People of the country of the client's lines need not type its code. */
  protected neighbour(): string | null {
    return this.#lines.all().find(({ lastPhoneNumber }) => lastPhoneNumber !== null)?.lastPhoneNumber ?? null;
  }

  protected add(): void {
    const number = this.field().demand();
    if (number === null || this.adding()) return;
    this.adding.set(true);
    this.#optOuts.add(number).subscribe({
      next: () => {
        this.dialog().close();
      },
      error: (error: unknown) => {
        this.adding.set(false);
        this.failure.set(sortError(error).message);
      },
    });
  }
}
