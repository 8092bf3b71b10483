import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  input,
  output,
  signal,
  viewChild,
  viewChildren,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactCard } from '#contract/messages';
import { PhoneNumberField } from '../../phone-numbers';
import { Icon } from '../../ui';

/** The contract takes more; nobody has them. */
const MOST_NUMBERS = 5;
const LONGEST_NAME = 200;

/** Asks for the name and the numbers of somebody who is not among the contacts. */
@Component({
  selector: 'app-typed-card',
  imports: [Icon, PhoneNumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'contactCards'">
      <div class="field">
        <label class="field-label" for="card-name">{{ t('name') }}</label>
        <input
          #box
          id="card-name"
          class="input"
          autocomplete="off"
          dir="auto"
          [attr.maxlength]="longest"
          [value]="name()"
          [attr.aria-invalid]="isNameless()"
          aria-describedby="card-name-fault"
          (input)="name.set(box.value)"
          (keydown.enter)="$event.preventDefault(); add()"
        />
        <p class="field-error" id="card-name-fault" role="status">{{ isNameless() ? t('fault.name') : '' }}</p>
      </div>
      @for (id of numbers(); track id) {
        <app-phone-number-field
          [label]="numbers().length === 1 ? t('number') : t('numberOf', { number: $index + 1 })"
          [neighbour]="neighbour()"
          (keydown.enter)="$event.preventDefault(); add()"
        />
      }
      <div class="actions">
        @if (numbers().length < most) {
          <button type="button" class="button button-quiet" (click)="addNumber()">
            <svg appIcon="plus"></svg>{{ t('anotherNumber') }}
          </button>
        }
        <button type="button" class="button" (click)="add()">{{ t('add') }}</button>
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-2);
    }
    .field-error:empty {
      display: none;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      justify-content: end;
    }
  `,
})
export class TypedCard {
  /** A number of the country whose people need not type its code, in digits. */
  readonly neighbour = input<string | null>(null);
  readonly made = output<ContactCard>();

  protected readonly longest = LONGEST_NAME;
  protected readonly most = MOST_NUMBERS;
  protected readonly name = signal('');
  readonly #isTried = signal(false);
  protected readonly isNameless = computed(() => this.#isTried() && this.name().trim() === '');
  /** Made anew for each card, so that nothing of the one before is left in its fields. */
  protected readonly numbers = signal<readonly number[]>([0]);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  private readonly fields = viewChildren(PhoneNumberField);
  /** Whether nothing of a card is typed. */
  readonly isEmpty = computed(() => this.name().trim() === '' && this.fields().every((field) => field.isBlank()));

  constructor() {
    afterNextRender(() => {
      this.#focus();
    });
  }

  /** Gives the card on and is empty again; false where something is missing or wrong, which is then said. */
  add(): boolean {
    this.#isTried.set(true);
    if (this.isNameless()) {
      this.#focus();
      return false;
    }
    const phoneNumbers = this.#demandNumbers();
    if (!phoneNumbers) return false;
    this.made.emit({ name: this.name().trim(), phoneNumbers });
    this.name.set('');
    this.#isTried.set(false);
    this.numbers.update((ids) => [nextOf(ids)]);
    this.#focus();
    return true;
  }

  protected addNumber(): void {
    this.numbers.update((ids) => [...ids, nextOf(ids)]);
  }

  /** Each once; null where one is wrong, which says so, or where there is none. */
  #demandNumbers(): string[] | null {
    const [first, ...others] = this.fields();
    const numbers = new Set<string>();
    for (const field of [first, ...others.filter((other) => !other.isBlank())]) {
      const number = field?.demand() ?? null;
      if (number === null) return null;
      numbers.add(number);
    }
    return [...numbers];
  }

  #focus(): void {
    this.box()?.nativeElement.focus();
  }
}

function nextOf(ids: readonly number[]): number {
  return Math.max(...ids) + 1;
}
