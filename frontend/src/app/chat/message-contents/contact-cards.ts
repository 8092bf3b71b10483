import { Component, input } from '@angular/core';
import type { ContactCard } from '#contract/messages';
import { formatPhoneNumber } from '../../i18n';
import { Avatar } from '../../ui';

/** The people somebody has handed on. */
@Component({
  selector: 'app-contact-cards',
  imports: [Avatar],
  template: `
    <ul>
      @for (contact of contacts(); track $index) {
        <li>
          <app-avatar [name]="contact.name" [id]="contact.name" [size]="40" />
          <span>
            <strong>{{ contact.name }}</strong>
            @for (number of contact.phoneNumbers; track $index) {
              <span class="number">{{ format(number) }}</span>
            }
          </span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-2);
      min-width: 200px;
      padding: var(--space-1) 0;
    }
    li {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      overflow-wrap: anywhere;
    }
    strong,
    .number {
      display: block;
    }
    .number {
      font-size: var(--text-13);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class ContactCards {
  readonly contacts = input.required<readonly ContactCard[]>();

  /** What is no number of digits alone is shown as it was written. */
  protected format(number: string): string {
    return /^\d{7,15}$/.test(number) ? formatPhoneNumber(number) : number;
  }
}
