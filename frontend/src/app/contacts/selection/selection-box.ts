import { Component, computed, inject, input } from '@angular/core';
import type { Contact } from '#contract/conversations';
import { ContactSelection } from './contact-selection';

/** A box that chooses contacts: half ticked where some of them are chosen. */
@Component({
  selector: 'app-selection-box',
  template: `
    <label>
      <input
        #box
        type="checkbox"
        [attr.aria-label]="label()"
        [checked]="isAll()"
        [indeterminate]="isSome() && !isAll()"
        (change)="choose(box)"
      />
    </label>
  `,
  styles: `
    label {
      display: grid;
      place-items: center;
      min-width: 32px;
      min-height: 32px;
      cursor: pointer;
    }
    input {
      width: 18px;
      height: 18px;
      margin: 0;
      accent-color: var(--color-accent);
      cursor: pointer;
    }
    @media (pointer: coarse) {
      label {
        min-height: 44px;
      }
    }
  `,
})
export class SelectionBox {
  readonly #selection = inject(ContactSelection);

  readonly contacts = input.required<readonly Contact[]>();
  readonly label = input.required<string>();

  protected readonly isAll = computed(() => {
    const contacts = this.contacts();
    return contacts.length > 0 && contacts.every((contact) => this.#selection.has(contact));
  });
  protected readonly isSome = computed(() => this.contacts().some((contact) => this.#selection.has(contact)));

  /** For whom there is no room is not chosen, and the box says so. */
  protected choose(box: HTMLInputElement): void {
    this.#selection.choose(this.contacts(), box.checked);
    box.checked = this.isAll();
  }
}
