import { CdkDrag, type CdkDragDrop, CdkDropList } from '@angular/cdk/drag-drop';
import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { ContactChoice, ListedContact } from '#contract/contacts';
import { DragEscape, wasCalledOff } from '../../dragging';
import { Formats } from '../../i18n';
import { ErrorState, Skeleton } from '../../ui';
import { ContactTotals } from '../list/contact-totals';
import { ContactsStore } from '../list/contacts-store';
import { BoardMoves } from './board-moves';
import type { Column } from './column';
import { ContactCard } from './contact-card';

/** Pixels in a frame, while a card is held at an edge. */
const SCROLL_STEP = 8;
/** So many more are shown at a time. */
const PAGE_SIZE = 50;

/** Contacts in one stage, by name, as many as were asked for. */
@Component({
  selector: 'app-board-column',
  imports: [CdkDrag, CdkDropList, ContactCard, DragEscape, ErrorState, Skeleton, TranslocoDirective, TranslocoPipe],
  providers: [ContactsStore],
  templateUrl: './board-column.html',
  styleUrl: './board-column.css',
  host: { role: 'region', '[attr.aria-label]': 'name()' },
})
export class BoardColumn {
  readonly #document = inject(DOCUMENT);
  readonly #moves = inject(BoardMoves);
  readonly #totals = inject(ContactTotals);
  protected readonly formats = inject(Formats);
  protected readonly store = inject(ContactsStore);
  protected readonly scrollStep = SCROLL_STEP;
  /** From where on cards are new, since more were asked for; null once somebody was led there. */
  #newFrom: number | null = null;

  readonly column = input.required<Column>();
  readonly name = input.required<string>();
  /** Whether it stands alone, so that nothing can be dropped anywhere else. */
  readonly isAlone = input.required<boolean>();
  /** What is searched and filtered for in all columns. */
  readonly choice = input.required<ContactChoice>();
  /** Somebody has dropped a contact here. */
  readonly dropped = output<ListedContact>();
  readonly stepped = output<{ contact: ListedContact; by: 1 | -1 }>();
  readonly menuWanted = output<{ contact: ListedContact; opener: HTMLElement }>();

  readonly #wanted = computed<ContactChoice>(() => ({ ...this.choice(), stage: this.#stage() ?? '' }));
  readonly #stage = computed(() => this.column().stage);
  protected readonly count = computed(() => this.#totals.inStage(this.#stage()));
  /** Whether somebody has searched or filtered: people are all that is asked for otherwise. */
  protected readonly isNarrowed = computed(() => Object.keys(this.choice()).length > 1);
  /** Whether a card of another column is held above it. */
  protected readonly takes = signal(false);
  protected readonly rows = computed(() => this.#moves.rowsOf(this.#stage(), this.store.rows()));

  constructor() {
    effect(() => {
      const wanted = this.#wanted();
      untracked(() => {
        this.store.look(wanted, PAGE_SIZE);
      });
    });
    // The button is further down then, or gone.
    afterRenderEffect(() => {
      const first = this.store.rows()[this.#newFrom ?? -1];
      if (!first) return;
      this.#newFrom = null;
      this.#document.getElementById(`contact-${first.id}`)?.focus();
    });
  }

  protected drop({ item, previousContainer, container }: CdkDragDrop<unknown, unknown, ListedContact>): void {
    if (previousContainer !== container && !wasCalledOff(item)) this.dropped.emit(item.data);
  }

  protected showMore(): void {
    this.#newFrom = this.store.rows().length;
    this.store.loadMore();
  }

  protected retry(): void {
    this.store.look(this.#wanted(), PAGE_SIZE);
  }
}
