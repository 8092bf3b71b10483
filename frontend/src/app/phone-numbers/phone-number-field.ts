import {
  afterRenderEffect,
  booleanAttribute,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { countryOfNumber, groupedNumber, isUsualNumber } from '#contract/phone-number-rules';
import { Language } from '../i18n';
import { exampleNumber } from './example-number';
import { readNumber } from './read-number';

let fields = 0;

/** Asks for a phone number of any country, says how it was understood or what is wrong with it. */
@Component({
  selector: 'app-phone-number-field',
  imports: [TranslocoDirective],
  template: `
    <div class="field" *transloco="let t; prefix: 'phoneNumbers'">
      <label class="field-label" [attr.for]="fieldId">{{ label() }}</label>
      <input
        #field
        class="input"
        [id]="fieldId"
        type="tel"
        autocomplete="off"
        [placeholder]="example()"
        [value]="text()"
        (input)="type(field.value)"
        [attr.aria-invalid]="wrong() !== null"
        [attr.aria-describedby]="fieldId + '-about'"
      />
      <p class="about" [id]="fieldId + '-about'">
        @if (refusal(); as words) {
          <span class="field-error" role="alert">{{ words }}</span>
        } @else if (wrong(); as problem) {
          <span class="field-error" role="alert">{{
            t(problem.key, { country: problem.country, example: example() })
          }}</span>
        } @else if (understood(); as known) {
          <span class="field-hint">{{ t(known.key, { number: known.number, country: known.country }) }}</span>
        } @else {
          <span class="field-hint">{{ t(home() ? 'hintNational' : 'hint', { country: home() }) }}</span>
        }
      </p>
    </div>
  `,
  styles: `
    .input {
      font-variant-numeric: tabular-nums;
    }
    .about {
      display: grid;
      min-height: 36px;
    }
  `,
  providers: [provideTranslocoScope('phone-numbers')],
})
export class PhoneNumberField {
  readonly #language = inject(Language);

  readonly label = input.required<string>();
  /** The number to begin with, in digits. */
  readonly first = input('');
  /** A number of the country whose people need not type its code, in digits. */
  readonly neighbour = input<string | null>(null);
  /** What was found wrong with this number when it was used, in words. */
  readonly refusal = input<string | null>(null);
  /** Whether it takes the focus when it appears. */
  readonly takesFocus = input(false, { transform: booleanAttribute });
  /** Whenever something else is typed. */
  readonly typed = output();

  /** There may be several on one page. */
  protected readonly fieldId = `phone-number-${++fields}`;
  protected readonly text = linkedSignal(() => (this.first() ? groupedNumber(this.first()) : ''));
  readonly #tried = signal(false);
  readonly #read = computed(() => readNumber(this.text(), this.neighbour()));
  readonly #countryNames = computed(() => new Intl.DisplayNames(this.#language.code(), { type: 'region' }));
  protected readonly home = computed(() => this.#nameOf(countryOfNumber(this.neighbour() ?? '')));

  protected readonly example = computed(() => exampleNumber(this.neighbour()).international);
  protected readonly wrong = computed(() => {
    const read = this.#read();
    if (!this.#tried() || 'digits' in read) return null;
    const country = this.#nameOf(read.country);
    return { key: country ? `${read.problem}In` : read.problem, country };
  });
  /** The number as it will be used, once it is one. */
  protected readonly understood = computed(() => {
    const read = this.#read();
    if (!('digits' in read)) return null;
    const [number, country] = [groupedNumber(read.digits), this.#nameOf(countryOfNumber(read.digits))];
    if (!country) return null;
    return { key: isUsualNumber(read.digits) ? 'read' : 'unusual', number, country };
  });
  /** Whether nothing is typed. */
  readonly isBlank = computed(() => this.text().trim() === '');
  private readonly field = viewChild<ElementRef<HTMLInputElement>>('field');

  constructor() {
    // Its texts come first.
    afterRenderEffect(() => {
      if (this.takesFocus()) this.focus();
    });
  }

  focus(): void {
    this.field()?.nativeElement.focus();
  }

  /** The number in digits; null where it is none, which is then said. */
  demand(): string | null {
    this.#tried.set(true);
    const read = this.#read();
    if ('digits' in read) return read.digits;
    this.focus();
    return null;
  }

  protected type(text: string): void {
    this.text.set(text);
    this.typed.emit();
  }

  #nameOf(country: string | undefined): string | undefined {
    return country && this.#countryNames().of(country);
  }
}
