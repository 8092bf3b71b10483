import { Component, input, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { PhoneNumberField } from '../phone-numbers';

/** Asks which phone is to be linked. It takes the focus when it appears. */
@Component({
  selector: 'app-phone-number-form',
  imports: [PhoneNumberField, TranslocoDirective],
  template: `
    <form novalidate (submit)="submit($event)" *transloco="let t; prefix: 'whatsappSessions.code'">
      <app-phone-number-field takesFocus [label]="t('numberLabel')" [first]="first()" [neighbour]="neighbour()" />
      <button class="button button-primary" type="submit">{{ t('ask') }}</button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
    }
  `,
})
export class PhoneNumberForm {
  /** The number to begin with, in digits. */
  readonly first = input('');
  /** A number of the country whose people need not type its code, in digits. */
  readonly neighbour = input<string | null>(null);
  /** A number that can be one, in digits. */
  readonly entered = output<string>();
  private readonly field = viewChild(PhoneNumberField);

  protected submit(event: Event): void {
    event.preventDefault();
    const number = this.field()?.demand();
    if (number) this.entered.emit(number);
  }
}
