import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { SignInStore } from '../../sign-in';
import { MissedPart } from '../../screens';
import { EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { MessageHits } from '../message-search/message-hits';
import { ConversationListStore } from './conversation-list-store';
import { ConversationRow } from './conversation-row';
import { ListFilters } from './list-filters';
import { ListNarrowings } from './list-narrowings';
import { ListPlace } from './list-place';
import { ListTabs } from './list-tabs';
import { everything, narrowings } from './list-view';
import { rowAfterKey } from './list-keys';
import { newsAfter, newsStillAbove, nothingAbove } from './news-above';
import { nextOrder } from './shown-order';
import { TakesFocus } from './takes-focus';

/** The height of a row in pixels, fixed so that a list of any length scrolls alike. */
const ROW_HEIGHT = 72;
/** How many rows before the end of what is loaded the next page is fetched. */
const FETCH_DISTANCE = 15;

/** The list of conversations with its search. */
@Component({
  selector: 'app-conversation-list',
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    ConversationRow,
    EmptyState,
    ErrorState,
    Icon,
    ListFilters,
    ListNarrowings,
    ListTabs,
    MessageHits,
    MissedPart,
    RouterLink,
    Skeleton,
    TakesFocus,
    TranslocoDirective,
  ],
  templateUrl: './conversation-list.html',
  styleUrl: './conversation-list.css',
})
export class ConversationList {
  protected readonly store = inject(ConversationListStore);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  readonly #place = inject(ListPlace);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);

  /** The conversation that is being read, if any. */
  readonly openId = input<string | null>(null);
  /** Somebody wants to begin a conversation. */
  readonly newAsked = output();

  protected readonly rowHeight = ROW_HEIGHT;
  protected readonly everything = everything;
  protected readonly narrowings = narrowings;
  /** Whether the list is about fewer than all open conversations. */
  protected readonly isNarrowed = computed(() => {
    const view = this.store.shownView();
    return view.filter !== 'all' || narrowings(view) > 0;
  });
  /** Whether something narrows it down that no field shows. */
  protected readonly isFiltered = computed(() => {
    const { agent, session, waiting } = this.store.view();
    return (agent ?? session ?? waiting) !== null;
  });
  protected readonly searchPlaces = ['conversations', 'messages'] as const;
  /** What is searched: names and numbers, or texts. An emptied search begins with names again. */
  protected readonly searchIn = linkedSignal<boolean, 'conversations' | 'messages'>({
    source: () => this.store.query().trim() === '',
    computation: (isEmpty, before) => (isEmpty ? 'conversations' : (before?.value ?? 'conversations')),
  });
  protected readonly isSearchingMessages = computed(
    () => this.searchIn() === 'messages' && this.store.query().trim() !== '',
  );
  protected readonly shown = signal<readonly Conversation[]>([]);
  protected readonly viewport = viewChild(CdkVirtualScrollViewport);
  protected readonly searchField = viewChild<ElementRef<HTMLInputElement>>('search');
  /** The row the keyboard is on. */
  protected readonly activeId = signal<string | null>(null);
  protected readonly focusWantedId = signal<string | null>(null);
  /** The one row that Tab reaches. */
  protected readonly tabId = computed(() => {
    const ids = this.shown().map(({ id }) => id);
    return [this.activeId(), this.openId()].find((id) => id !== null && ids.includes(id)) ?? ids[0] ?? null;
  });
  readonly #newsAbove = signal(nothingAbove);
  protected readonly newAbove = computed(() => this.#newsAbove().size);
  /** Where the mouse is within the list, in pixels from its top; null while it is elsewhere. */
  #pointerY: number | null = null;
  #shownKey = '';

  constructor() {
    effect(() => {
      const conversations = this.store.conversations();
      untracked(() => {
        this.#show(conversations);
      });
    });
    effect(() => {
      const openId = this.openId();
      untracked(() => {
        this.#scrollIntoView(this.shown().findIndex(({ id }) => id === openId));
      });
    });
    afterNextRender(() => {
      this.#restorePlace();
    });
  }

  focusSearch(): void {
    const field = this.searchField()?.nativeElement;
    field?.focus();
    field?.select();
  }

  /** Clears the search or, when it is empty, leaves its field for the list; false where neither was to be done. */
  leaveSearch(): boolean {
    const field = this.searchField()?.nativeElement;
    if (!field?.matches(':focus')) {
      return false;
    }
    if (this.store.query() === '') {
      this.focusRow();
    } else {
      field.value = '';
      this.store.search('');
    }
    return true;
  }

  /** Brings the keyboard to the row it was last on. */
  focusRow(): void {
    this.#focus(this.tabId());
  }

  /** Brings the keyboard to the list, or to the search where nothing is listed. */
  protected focusFirst(): void {
    if (this.shown().length > 0) this.focusRow();
    else this.searchField()?.nativeElement.focus();
  }

  /** From what is searched for to what was found. */
  protected goToFound(event: Event): void {
    event.preventDefault();
    if (this.isSearchingMessages()) this.#element.querySelector<HTMLElement>('app-message-hits button')?.focus();
    else this.focusRow();
  }

  /** The button goes out of reach with what it stands in: the keyboard goes back to what is searched for. */
  protected searchMessages(): void {
    this.searchIn.set('messages');
    this.searchField()?.nativeElement.focus();
  }

  protected byId(_index: number, { id }: Conversation): string {
    return id;
  }

  protected moveFocus(event: KeyboardEvent): void {
    const ids = this.shown().map(({ id }) => id);
    const index = rowAfterKey(event, ids.indexOf(this.tabId() ?? ''), ids.length);
    const id = index === null ? undefined : ids[index];
    if (index !== null && id !== undefined) {
      event.preventDefault();
      this.activeId.set(id);
      this.#focus(id);
      this.#scrollIntoView(index);
    }
  }

  protected pointAt(event: PointerEvent): void {
    const top = this.viewport()?.elementRef.nativeElement.getBoundingClientRect().top ?? 0;
    this.#pointerY = event.pointerType === 'mouse' ? event.clientY - top : null;
  }

  /** The rows go where they belong; a list at its top shows the top. */
  protected pointElsewhere(): void {
    this.#pointerY = null;
    const viewport = this.viewport();
    if (viewport && viewport.measureScrollOffset() < ROW_HEIGHT / 2) this.shown.set(this.store.conversations());
    else this.#show(this.store.conversations());
  }

  /** Shows what came in above, and brings the keyboard there. */
  protected goToTop(): void {
    this.#pointerY = null;
    const conversations = this.store.conversations();
    this.shown.set(conversations);
    this.#newsAbove.set(nothingAbove);
    this.viewport()?.scrollToOffset(0);
    this.focusWantedId.set(conversations[0]?.id ?? null);
  }

  protected takeNoteOfPlace(): void {
    const viewport = this.viewport();
    if (viewport) {
      this.#place.scrollTop = viewport.measureScrollOffset();
      this.#newsAbove.update((news) => newsStillAbove(news, this.shown(), firstSeenRow(this.#place.scrollTop)));
      const lastInView = (this.#place.scrollTop + viewport.getViewportSize()) / ROW_HEIGHT;
      if (lastInView >= this.shown().length - FETCH_DISTANCE) {
        this.store.loadMore();
      }
    }
  }

  #show(conversations: readonly Conversation[]): void {
    const viewport = this.viewport();
    const isOtherSearch = this.store.shownKey() !== this.#shownKey;
    this.#shownKey = this.store.shownKey();
    if (!viewport || this.shown().length === 0 || isOtherSearch) {
      this.shown.set(conversations);
      this.#newsAbove.set(nothingAbove);
      viewport?.scrollToOffset(isOtherSearch ? 0 : viewport.measureScrollOffset());
      return;
    }
    const scrollTop = viewport.measureScrollOffset();
    const before = this.shown();
    const { items, scrollTop: target } = nextOrder(before, conversations, {
      scrollTop,
      height: viewport.getViewportSize(),
      rowHeight: ROW_HEIGHT,
      pointedId: this.#pointedId(scrollTop),
      openId: this.openId(),
    });
    this.shown.set(items);
    this.#newsAbove.update((news) => newsAfter(news, before, conversations, firstSeenRow(target ?? scrollTop)));
    if (target !== null) {
      afterNextRender(
        {
          write: () => {
            viewport.scrollToOffset(target);
          },
        },
        { injector: this.#injector },
      );
    }
  }

  /** At once where the row is there, because the next key may come before the next rendering; else once it is made. */
  #focus(id: string | null): void {
    this.focusWantedId.set(id);
    const rows = this.#element.querySelectorAll<HTMLElement>('.row');
    const row = Array.from(rows).find((one) => one.dataset['id'] === id);
    row?.querySelector('a')?.focus({ preventScroll: true });
  }

  #pointedId(scrollTop: number): string | null {
    const index = this.#pointerY === null ? -1 : Math.floor((this.#pointerY + scrollTop) / ROW_HEIGHT);
    return this.shown()[index]?.id ?? null;
  }

  #scrollIntoView(index: number): void {
    const viewport = this.viewport();
    if (viewport && index >= 0) {
      const [top, height] = [viewport.measureScrollOffset(), viewport.getViewportSize()];
      const lowest = (index + 1) * ROW_HEIGHT - height;
      viewport.scrollToOffset(Math.max(Math.min(top, index * ROW_HEIGHT), lowest));
    }
  }

  #restorePlace(): void {
    this.viewport()?.scrollToOffset(this.#place.scrollTop);
  }
}

/** The first row of which more than half is seen. */
function firstSeenRow(scrollTop: number): number {
  return Math.round(scrollTop / ROW_HEIGHT);
}
