import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { formatPhoneNumber } from '../i18n';
import { digitsTyped, problemOf } from './typed-number';

let forms = 0;

/** Asks for a phone number with its country code and says how it was understood. It takes the focus when it appears. */
@Component({
  selector: 'app-phone-number-form',
  imports: [TranslocoDirective],
  templateUrl: './phone-number-form.html',
  styles: `
    form {
      display: grid;
      gap: var(--space-3);
    }
    .number {
      display: flex;
    }
    .plus {
      display: grid;
      place-items: center;
      padding: 0 var(--space-3);
      border: 1px solid var(--color-border-strong);
      border-right: 0;
      border-radius: var(--radius-control) 0 0 var(--radius-control);
      background: var(--color-surface-sunken);
      color: var(--color-text-muted);
      font-weight: 600;
    }
    .input {
      border-radius: 0 var(--radius-control) var(--radius-control) 0;
      font-variant-numeric: tabular-nums;
    }
    .about {
      display: grid;
      min-height: 36px;
    }
  `,
})
export class PhoneNumberForm {
  /** The number to begin with, in digits. */
  readonly first = input('');
  /** A number that the contract allows, in digits. */
  readonly entered = output<string>();

  /** Several lines may be linked at once. */
  protected readonly fieldId = `pairing-number-${++forms}`;
  protected readonly text = linkedSignal(() => (this.first() ? formatPhoneNumber(this.first()).slice(1) : ''));
  protected readonly tried = signal(false);
  protected readonly digits = computed(() => digitsTyped(this.text()));
  protected readonly problem = computed(() => problemOf(this.digits()));
  /** The number as it will be asked for, once it is one. */
  protected readonly read = computed(() => (this.problem() ? null : formatPhoneNumber(this.digits())));
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  constructor() {
    afterNextRender(() => this.field()?.nativeElement.focus());
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.tried.set(true);
    if (this.problem()) this.field()?.nativeElement.focus();
    else this.entered.emit(this.digits());
  }
}
