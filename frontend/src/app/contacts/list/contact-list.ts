import { Component, effect, inject, input, output, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactChoice } from '#contract/contacts';
import { EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { ContactTable } from './contact-table';
import { ContactTotals } from './contact-totals';
import { ContactsStore } from './contacts-store';

/** The contacts of a choice as a table, or why there is none. */
@Component({
  selector: 'app-contact-list',
  imports: [ContactTable, EmptyState, ErrorState, Icon, Skeleton, TranslocoDirective],
  providers: [ContactsStore],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts'">
      @if (store.rows().length > 0) {
        <app-contact-table />
      } @else {
        @switch (store.state()) {
          @case ('loading') {
            <div class="waiting" aria-busy="true" role="status" [attr.aria-label]="t('loading')">
              <app-skeleton [rows]="8" [rowHeight]="48" />
            </div>
          }
          @case ('failed') {
            <app-error-state [heading]="t('failed')" (retry)="retry()" />
          }
          @default {
            @if (isNarrowed()) {
              <app-empty-state [heading]="t('nobodyHeading')" [hint]="t('nobodyHint')">
                <svg appIcon="search"></svg>
                <button type="button" class="button" (click)="allWanted.emit()">{{ t('showAll') }}</button>
              </app-empty-state>
            } @else {
              <app-empty-state [heading]="t('emptyHeading')" [hint]="t('emptyHint')">
                <svg appIcon="users"></svg>
              </app-empty-state>
            }
          }
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      min-height: 0;
      overflow: hidden;
    }
    .waiting {
      padding: var(--space-4);
    }
  `,
  host: { class: 'card' },
})
export class ContactList {
  readonly #totals = inject(ContactTotals);
  protected readonly store = inject(ContactsStore);

  readonly choice = input.required<ContactChoice>();
  /** Whether somebody has searched or filtered. */
  readonly isNarrowed = input.required<boolean>();
  /** Nothing is to be searched or filtered for any more. */
  readonly allWanted = output();

  constructor() {
    effect(() => {
      const choice = this.choice();
      untracked(() => {
        this.store.look(choice);
      });
    });
  }

  protected retry(): void {
    this.store.look(this.choice());
    this.#totals.look(this.choice());
  }
}
