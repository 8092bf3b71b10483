import {
  afterRenderEffect,
  Component,
  DOCUMENT,
  effect,
  ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactChoice, ListedContact } from '#contract/contacts';
import { contactName } from '../../contact-names';
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
      <p class="visually-hidden" role="status">
        @if (left(); as gone) {
          {{ t('board.moved', { name: gone.name || t('nameless'), stage: gone.stage }) }}
        }
      </p>
      @if (store.rows().length > 0) {
        <app-contact-table (moved)="noteMove($event)" />
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
  readonly #document = inject(DOCUMENT);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #totals = inject(ContactTotals);
  /** Who was moved to another stage last, and which place of the list they had. */
  #moved: { contact: ListedContact; index: number; stage: string } | null = null;
  /** Who is listed no more since they were moved, for whoever does not see it. */
  protected readonly left = signal<{ name: string; stage: string } | null>(null);
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
    afterRenderEffect(() => {
      const rows = this.store.rows();
      const moved = this.#moved;
      if (!moved || rows.some(({ id }) => id === moved.contact.id)) return;
      this.#moved = null;
      this.left.set({ name: contactName(moved.contact), stage: moved.stage });
      this.#leadFrom(moved.contact, rows[Math.min(moved.index, rows.length - 1)]);
    });
  }

  protected noteMove(move: { contact: ListedContact; index: number; stage: string }): void {
    this.#moved = move;
  }

  /** Where the keyboard was in the row of somebody who is gone, it goes to whoever has their place, else out of an empty list. */
  #leadFrom(gone: ListedContact, next: ListedContact | undefined): void {
    const focused = this.#document.activeElement;
    const wasThere = focused?.closest('.row')?.contains(this.#document.getElementById(`contact-${gone.id}`)) === true;
    if (!wasThere && focused !== this.#document.body) return;
    const row = next && this.#document.getElementById(`contact-${next.id}`)?.closest('.row');
    const place = row?.querySelector('select') ?? this.#element.nativeElement.querySelector('app-empty-state button');
    if (place instanceof HTMLElement) place.focus();
  }

  protected retry(): void {
    this.store.look(this.choice());
    this.#totals.look(this.choice());
  }
}
