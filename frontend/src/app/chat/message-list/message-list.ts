import {
  afterNextRender,
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
  viewChildren,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { injectVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/angular-virtual';
import type { Message } from '#contract/messages';
import { EnhancedErrorHandlerService } from '../../errors';
import { LateParts } from '../../screens';
import { Icon } from '../../ui';
import { DateWords } from '../dates/date-words';
import type { Bubble } from '../conversation/bubble';
import { contactName } from '../../contact-names';
import type { ConversationStore } from '../conversation/conversation-store';
import { keyOf } from '../conversation/message-window';
import { EmojiPicker } from '../emojis/emoji-picker';
import { MediaViewer } from '../message-contents/media-viewer';
import { SystemLine } from '../message-contents/system-line';
import { MessageMenu } from '../message-menu/message-menu';
import { MessageBubble } from './message-bubble';
import { emojiPickerCode } from '../emojis/emoji-picker-code';
import { mediaViewerCode, messageMenuCode } from './message-parts';
import { countIncomingAfter, messageRows } from './message-rows';
import { estimatedHeight } from './row-height';

/** How close to the end, in pixels, still counts as being there. */
const END_THRESHOLD = 80;
/** How close to an edge of the loaded part the next page is fetched, in pixels: before its end comes into view. */
const FETCH_DISTANCE = 1_500;

/** The messages of one conversation. It is made anew for each conversation. */
@Component({
  selector: 'app-message-list',
  imports: [EmojiPicker, Icon, MediaViewer, MessageBubble, MessageMenu, SystemLine, TranslocoDirective],
  templateUrl: './message-list.html',
  styleUrl: './message-list.css',
})
export class MessageList {
  readonly #destroyRef = inject(DestroyRef);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #parts = inject(LateParts);
  protected readonly dates = inject(DateWords);

  readonly store = input.required<ConversationStore>();
  /** The stored messages and behind them those that wait in this browser. */
  readonly bubbles = input.required<readonly Bubble[]>();
  /** Whether nothing can be sent here any more. */
  readonly isLineRemoved = input(false);
  /** Whether messages can be answered and reacted to. */
  readonly canSend = input(true);
  readonly answered = output<Message>();
  /** The emoji to react with; empty to take the team's own back. */
  readonly reacted = output<{ message: Message; emoji: string }>();
  readonly mediaRefetched = output<Message>();
  readonly retried = output<Bubble>();
  readonly left = output<Bubble>();
  readonly discarded = output<Bubble>();
  readonly cancelled = output<Bubble>();
  /** Whether the newest message is in view, so that the list follows. */
  readonly atEnd = signal(true);

  /** The message whose menu is open, and what opened it. */
  protected readonly menu = signal<{ message: Message; opener: HTMLElement } | null>(null);
  /** The message that an emoji is being picked for, and what the emojis stand beside. */
  protected readonly reactingTo = signal<{ message: Message; opener: HTMLElement } | null>(null);
  /** The message whose file is shown large. */
  protected readonly viewed = signal<Message | null>(null);
  /** The row a person was brought to. */
  protected readonly targetKey = computed(() => {
    const target = this.store().target();
    const message =
      target &&
      this.store()
        .messages()
        .find(({ id }) => id === target.messageId);
    return message ? keyOf(message) : null;
  });

  /** What whoever the conversation is with is called; empty for a group, in which each message says who wrote it. */
  protected readonly personName = computed(() => {
    const contact = this.store().conversation()?.contact;
    return contact?.kind === 'person' ? contactName(contact) : '';
  });

  #lastPlace = { scrollTop: 0, scrollHeight: 0 };

  protected readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly sizer = viewChild.required<ElementRef<HTMLElement>>('sizer');
  protected readonly rowElements = viewChildren<ElementRef<HTMLElement>>('rowElement');
  /** Hidden for the moment in which the place to open at is found. */
  protected readonly isPlaced = signal(false);

  protected readonly rows = computed(() =>
    messageRows(this.bubbles(), this.store().unread(), this.store().isBeginning()),
  );
  /** Whether nothing was said yet. */
  protected readonly isEmpty = computed(
    () => this.rows().length === 0 && this.store().isBeginning() && this.store().reachesPresent(),
  );
  readonly #firstKey = computed(() => this.rows()[0]?.key ?? null);
  readonly #lastKey = computed(() => this.rows().at(-1)?.key ?? null);
  readonly #lastSeenKey = linkedSignal<{ atEnd: boolean; lastKey: string | null }, string | null>({
    source: () => ({ atEnd: this.atEnd() && this.store().reachesPresent(), lastKey: this.#lastKey() }),
    computation: ({ atEnd, lastKey }, previous) => (atEnd || !previous ? lastKey : previous.value),
  });
  protected readonly unseen = computed(() =>
    this.atEnd() ? 0 : countIncomingAfter(this.store().messages(), this.#lastSeenKey()),
  );
  protected readonly isAway = computed(() => !this.atEnd() || !this.store().reachesPresent());

  protected readonly virtualizer = injectVirtualizer<HTMLElement, HTMLElement>(() => {
    const rows = this.rows();
    return {
      scrollElement: this.scroller(),
      count: rows.length,
      getItemKey: (index) => rows[index]?.key ?? index,
      estimateSize: (index) => estimatedHeight(rows[index]),
      anchorTo: 'end',
      scrollEndThreshold: END_THRESHOLD,
      paddingStart: 12,
      paddingEnd: 16,
      overscan: 6,
      // Otherwise a row that grows makes others within the observer's own callback, which browsers report as an error.
      useAnimationFrameWithResizeObserver: true,
      // By then the height the observer saw may be out of date: a page arrived in between, and the seam row has shrunk.
      measureElement: ({ offsetHeight }) => offsetHeight,
    };
  });

  /** The rows in view and a few around them. */
  protected readonly shownRows = computed(() =>
    this.virtualizer.getVirtualItems().flatMap(({ key, index, start }) => {
      const row = this.rows()[index];
      return row ? [{ key, index, start, row }] : [];
    }),
  );

  constructor() {
    afterRenderEffect(() => {
      for (const { nativeElement } of this.rowElements()) {
        this.virtualizer.measureElement(nativeElement);
        // While scrolling, the line above only begins to observe; the height is wanted before the row is painted.
        this.virtualizer.resizeItem(Number(nativeElement.dataset['index']), nativeElement.offsetHeight);
      }
    });
    afterRenderEffect(() => {
      this.rows();
      untracked(() => {
        this.#forgetRowsThatAreGone();
      });
    });
    afterRenderEffect(() => {
      if (this.rows().length > 0 && this.virtualizer.scrollElement()) {
        untracked(() => {
          this.#openAtItsPlace();
        });
      }
    });
    afterRenderEffect(() => {
      if (this.store().target()) {
        untracked(() => {
          this.#scrollToTarget();
        });
      }
    });
    afterRenderEffect(() => {
      this.rows();
      // Where few messages fill less than the screen, nothing scrolls once they stand at their place.
      this.isPlaced();
      untracked(() => {
        this.#fetchAround();
      });
    });
    afterRenderEffect(() => {
      this.#firstKey();
      untracked(() => {
        this.#stay();
      });
    });
    afterRenderEffect(() => {
      this.#lastKey();
      untracked(() => {
        this.#follow();
      });
    });
    afterNextRender(() => {
      this.#stayAtEndWhenResized();
    });
    effect(() => {
      if (this.atEnd() && this.rows().length > 0) {
        untracked(() => {
          this.store().tidy();
        });
      }
    });
  }

  /** Brings the reader to a message, and marks it for a moment. */
  openMessage(messageId: string): void {
    this.store()
      .goTo(messageId)
      .subscribe({
        error: (error: unknown) => {
          this.#errors.tellFailure(error);
        },
      });
  }

  protected async openMenu(message: Message, opener: HTMLElement): Promise<void> {
    if (await this.#parts.need(messageMenuCode)) this.menu.set({ message, opener });
  }

  protected async pickReaction(message: Message, opener: HTMLElement): Promise<void> {
    if (await this.#parts.need(emojiPickerCode)) this.reactingTo.set({ message, opener });
  }

  protected async view(message: Message): Promise<void> {
    if (await this.#parts.need(mediaViewerCode)) this.viewed.set(message);
  }

  /** Shows the newest message, from wherever the reader is. */
  scrollToEnd(): void {
    this.atEnd.set(true);
    if (this.store().reachesPresent()) {
      this.virtualizer.scrollToEnd();
    } else {
      this.store().load();
    }
  }

  protected takeNoteOfPlace(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller().nativeElement;
    const isNear = scrollHeight - clientHeight - scrollTop <= END_THRESHOLD;
    // In a burst the end runs ahead of the scroll events: only a way upwards is the reader's. Rows let go of above also
    // move the place upwards, but then the whole has become shorter.
    const wentUp = scrollTop < this.#lastPlace.scrollTop && scrollHeight >= this.#lastPlace.scrollHeight;
    this.#lastPlace = { scrollTop, scrollHeight };
    if (isNear) this.atEnd.set(true);
    else if (wentUp || !this.isPlaced()) this.atEnd.set(false);
    this.#fetchAround();
  }

  #openAtItsPlace(): void {
    if (this.isPlaced()) {
      return;
    }
    this.virtualizer().shouldAdjustScrollPositionOnItemSizeChange = isAboveTheFold;
    const target = this.rows().findIndex(({ key }) => key === this.targetKey());
    const unread = this.rows().findIndex((row) => row.unread > 0);
    if (target >= 0) {
      this.atEnd.set(false);
      this.virtualizer.scrollToIndex(target, { align: 'center' });
    } else if (unread >= 0) {
      // Where everything is unread nothing scrolls, which would tell that the end is out of view.
      this.atEnd.set(false);
      this.virtualizer.scrollToIndex(unread, { align: 'start' });
    } else {
      this.virtualizer.scrollToEnd();
    }
    requestAnimationFrame(() => {
      this.isPlaced.set(true);
      this.#noteWhatDidNotScroll();
    });
  }

  #scrollToTarget(): void {
    const index = this.rows().findIndex(({ key }) => key === this.targetKey());
    if (this.isPlaced() && index >= 0) {
      this.atEnd.set(false);
      this.virtualizer.scrollToIndex(index, { align: 'center' });
      requestAnimationFrame(() => {
        this.#noteWhatDidNotScroll();
      });
    }
  }

  /** Where the place was right already nothing scrolls, which would tell whether the end is in view. */
  #noteWhatDidNotScroll(): void {
    if (!this.#destroyRef.destroyed && this.#distanceFromEnd() <= END_THRESHOLD) this.atEnd.set(true);
  }

  #distanceFromEnd(): number {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller().nativeElement;
    return scrollHeight - clientHeight - scrollTop;
  }

  /** The virtualizer may be on its way to the place of a row, which is another row's once older ones are in front of it. */
  #stay(): void {
    if (this.isPlaced()) this.virtualizer.scrollToOffset(this.virtualizer.scrollOffset() ?? 0);
  }

  /** Once what is new is measured; the virtualizer's own following would have the page laid out once more before. */
  #follow(): void {
    if (this.isPlaced() && this.atEnd() && this.store().reachesPresent()) this.virtualizer.scrollToEnd();
  }

  /**
   * A window made smaller or a message field grown taller takes its room from above, not from the newest message; so does a
   * message that grows.
   */
  #stayAtEndWhenResized(): void {
    let frame = 0;
    const observer = new ResizeObserver((entries) => {
      const scroller = this.scroller().nativeElement;
      const hasLessRoom = entries.some(({ target }) => target === scroller);
      if (this.isPlaced() && this.atEnd() && this.store().reachesPresent()) {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => {
          // Whoever is more than a screen away by then was not moved there by a message.
          const distance = this.#distanceFromEnd();
          const isMoved = distance > 1 && (hasLessRoom || distance <= scroller.clientHeight);
          if (this.atEnd() && isMoved) this.virtualizer.scrollToEnd();
        });
      }
    });
    observer.observe(this.scroller().nativeElement);
    observer.observe(this.sizer().nativeElement);
    this.#destroyRef.onDestroy(() => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    });
  }

  /** The virtualizer keeps the height of every row there ever was, and an element that was gone before it was measured. */
  #forgetRowsThatAreGone(): void {
    const { itemSizeCache } = this.virtualizer();
    const rows = this.rows();
    if (itemSizeCache.size <= 2 * rows.length + 100) return;
    const keys = new Set(rows.map(({ key }) => key));
    for (const key of itemSizeCache.keys()) {
      if (!keys.has(String(key))) itemSizeCache.delete(key);
    }
    this.virtualizer.measureElement(null);
  }

  #fetchAround(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller().nativeElement;
    if (!this.isPlaced()) {
      return;
    }
    if (scrollTop < FETCH_DISTANCE && this.store().older() === 'idle') {
      this.store().loadOlder();
    }
    if (scrollHeight - clientHeight - scrollTop < FETCH_DISTANCE) {
      this.store().loadNewer();
    }
  }
}

/**
 * Whether a row's change of height pushes what is being read. Unlike the default this holds while scrolling back too: a
 * row at the seam of two pages changes its height when the page above it arrives.
 */
function isAboveTheFold(
  row: VirtualItem,
  _change: number,
  { scrollOffset, itemSizeCache }: Virtualizer<HTMLElement, HTMLElement>,
): boolean {
  return (itemSizeCache.has(row.key) ? row.end : row.start) <= (scrollOffset ?? 0);
}
