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
import { EnhancedErrorHandlerService } from '../../errors';
import { KnownContacts } from '../../known-contacts';
import { EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { ContactTable } from './contact-table';
import { ContactTotals } from './contact-totals';
import { ContactsStore } from './contacts-store';

/** Who was moved, from the stage that they have here to the one of this name, and which place of the list they had. */
interface Move {
  readonly contact: ListedContact;
  readonly index: number;
  readonly stage: string;
}

/** The contacts of a choice as a table, or why there is none. */
@Component({
  selector: 'app-contact-list',
  imports: [ContactTable, EmptyState, ErrorState, Icon, Skeleton, TranslocoDirective],
  providers: [ContactsStore],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts'">
      <div class="left">
        <p role="status">
          @if (left(); as gone) {
            {{ t('board.moved', { name: nameOf(gone.contact) || t('nameless'), stage: gone.stage }) }}
          }
        </p>
        @if (left(); as gone) {
          <button type="button" class="button" (click)="undo(gone)">{{ t('undo') }}</button>
        }
      </div>
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
      grid-template-rows: auto minmax(0, 1fr);
      min-height: 0;
      overflow: hidden;
    }
    .left:has(button) {
      display: flex;
      gap: var(--space-3);
      align-items: center;
      justify-content: space-between;
      padding: var(--space-2) var(--space-4);
      border-bottom: 1px solid var(--color-border);
      background: var(--color-selected);
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
  readonly #contacts = inject(KnownContacts);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #totals = inject(ContactTotals);
  /** Who was moved to another stage last, and which place of the list they had. */
  #moved: Move | null = null;
  /** Who is listed no more since they were moved, until that is undone or something else is listed. */
  protected readonly left = signal<Move | null>(null);
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
        this.left.set(null);
        this.store.look(choice);
      });
    });
    afterRenderEffect(() => {
      const rows = this.store.rows();
      const moved = this.#moved;
      if (!moved || rows.some(({ id }) => id === moved.contact.id)) return;
      this.#moved = null;
      this.left.set(moved);
      if (this.#wasIn(moved.contact)) this.#leadTo(rows[Math.min(moved.index, rows.length - 1)]);
    });
  }

  protected nameOf(contact: ListedContact): string {
    return contactName(contact);
  }

  protected noteMove(move: Move): void {
    this.#moved = move;
  }

  /** They are listed again once the server has taken it. */
  protected undo(move: Move): void {
    this.left.set(null);
    this.#leadTo(this.store.rows()[Math.min(move.index, this.store.rows().length - 1)]);
    this.#contacts.change(move.contact.id, { stage: move.contact.stage }).subscribe({
      error: (error: unknown) => {
        this.left.set(move);
        this.#errors.tellFailure(error);
      },
    });
  }

  /** Whether the keyboard was in the row of somebody who is gone. */
  #wasIn(gone: ListedContact): boolean {
    const focused = this.#document.activeElement;
    const row = focused?.closest('.row');
    return (
      focused === this.#document.body || row?.contains(this.#document.getElementById(`contact-${gone.id}`)) === true
    );
  }

  /** The keyboard goes to whoever has their place, else out of an empty list. */
  #leadTo(next: ListedContact | undefined): void {
    const row = next && this.#document.getElementById(`contact-${next.id}`)?.closest('.row');
    const place = row?.querySelector('select') ?? this.#element.nativeElement.querySelector('app-empty-state button');
    if (place instanceof HTMLElement) place.focus();
  }

  protected retry(): void {
    this.store.look(this.choice());
    this.#totals.look(this.choice());
  }
}
