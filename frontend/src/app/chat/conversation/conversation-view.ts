import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { toObservable, takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { EMPTY, filter, switchMap, tap } from 'rxjs';
import type { UpdateConversationRequest } from '#contract/conversations';
import type { Message } from '#contract/messages';
import { toApiError } from '../../api';
import { EnhancedErrorHandlerService, Notices } from '../../errors';
import { Lines } from '../../lines';
import { WhatsAppRealtimeService } from '../../realtime';
import { onShortcut } from '../../shortcuts';
import { SignInStore } from '../../sign-in';
import { LateParts } from '../../screens';
import { PageVisibility } from '../../tabs';
import { EmptyState, ErrorState, hasKeyboard, Skeleton } from '../../ui';
import { FindBar } from '../message-search/find-bar';
import { MessageTargets } from '../message-search/message-targets';
import { Composer } from '../composer/composer';
import { ContactPanel } from '../contact-panel/contact-panel';
import { contactPanelCode } from '../contact-panel/contact-panel-code';
import { PanelPlace } from '../contact-panel/panel-place';
import { LabelWishes } from '../conversation-labels/label-wishes';
import { customerWindow } from '../customer-window/customer-window';
import { WindowStrip } from '../customer-window/window-strip';
import { MessageMakers } from '../message-makers/message-makers';
import { ConversationListStore } from '../conversation-list/conversation-list-store';
import { MessageList } from '../message-list/message-list';
import { RemovedConversations } from '../removed/removed-conversations';
import { FileUpload, LocalFiles, SendQueue, type Written } from '../sending';
import { type Bubble, bubblesOf } from './bubble';
import { ConversationHeader } from './conversation-header';
import { followMerged } from './follow-merged';
import { lastTeamWord } from './last-team-word';
import { MessageRetries } from './message-retries';
import { OpenConversations } from './open-conversations';
import { quotedOf, ReplyTargets } from '../composer/reply-targets';
import { isNamed } from '../../contact-names';
import { ContentWords } from '../message-contents/content-words';
import { ReadMarker } from './read-marker';

/** While messages keep coming in, the team is told this often that they were read, in milliseconds. */
const READ_PAUSE = 1_000;

/** The open conversation: who it is with, what was said, and where to answer. */
@Component({
  selector: 'app-conversation-view',
  imports: [
    Composer,
    ContactPanel,
    ConversationHeader,
    EmptyState,
    ErrorState,
    FindBar,
    MessageList,
    MessageMakers,
    RouterLink,
    Skeleton,
    TranslocoDirective,
    WindowStrip,
  ],
  templateUrl: './conversation-view.html',
  styleUrl: './conversation-view.css',
  providers: [provideTranslocoScope('chat', 'conversation')],
})
export class ConversationView {
  readonly #list = inject(ConversationListStore);
  readonly #open = inject(OpenConversations);
  readonly #queue = inject(SendQueue);
  readonly #files = inject(LocalFiles);
  readonly #uploads = inject(FileUpload);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #user = inject(SignInStore).user;
  readonly #visibility = inject(PageVisibility);
  readonly #words = inject(ContentWords);
  readonly #replies = inject(ReplyTargets);
  readonly #toldWhenFailing = {
    error: (error: unknown): void => {
      this.#errors.tellFailure(error);
    },
  };
  readonly #readMarker = new ReadMarker();
  /** The conversation that was marked as read a moment ago. */
  readonly #restingConversation = signal<string | null>(null);
  #rests: ReturnType<typeof setTimeout> | undefined;
  readonly #lines = inject(Lines);
  readonly #retries = inject(MessageRetries);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #notices = inject(Notices);

  readonly conversationId = input.required<string>();
  /** Whether what is known of the contact is open beside it or on top of it. */
  readonly panelChanged = output<boolean>();

  readonly #parts = inject(LateParts);
  protected readonly panel = inject(PanelPlace);
  readonly #hasPanelCode = signal(false);
  protected readonly isPanelOpen = computed(() => this.panel.isOpen() && this.#hasPanelCode());
  private readonly header = viewChild(ConversationHeader);

  protected readonly store = computed(() => {
    const id = this.conversationId();
    return untracked(() => this.#open.open(id, this.#list.find(id)));
  });
  readonly #removed = inject(RemovedConversations);
  protected readonly isMerged = followMerged(this.store);
  /** Whether something that was begun or not sent here was deleted with the rest. */
  protected readonly hasLost = computed(() => this.#removed.lost().has(this.conversationId()));
  readonly #labelWishes = new LabelWishes(this.#toldWhenFailing.error);
  protected readonly conversation = computed(() => {
    const conversation = this.store().conversation();
    return conversation && this.#labelWishes.shown(conversation);
  });
  /** Whom a canned reply greets: nobody is called by their number. */
  protected readonly contactName = computed(() => {
    const contact = this.store().conversation()?.contact;
    return contact && isNamed(contact) ? contact.name : '';
  });
  readonly #sends = computed(() =>
    this.#queue
      .sends()
      .filter((send) => send.conversationId === this.conversationId())
      .map((send) => {
        const uploaded = this.#uploads.parts().get(send.clientMessageId);
        return { ...send, fileAddress: this.#files.addressOf(send), ...(uploaded !== undefined && { uploaded }) };
      }),
  );
  protected readonly bubbles = computed(() =>
    bubblesOf(this.store().messages(), this.#sends(), this.#user(), this.#retries.underWay()),
  );
  protected readonly teamAt = computed(() =>
    this.store().reachesPresent() ? lastTeamWord(this.store().messages()) : null,
  );
  readonly #line = computed(() => {
    const sessionId = this.store().conversation()?.sessionId;
    return sessionId === undefined ? undefined : this.#lines.find(sessionId);
  });
  protected readonly isLineRemoved = computed(() => this.#line() === null);
  protected readonly lineKind = computed(() => this.#line()?.kind ?? 'whatsapp-web');
  /** How long may be written freely; null where it always may. */
  protected readonly window = customerWindow(this.#line, () => this.store().conversation());
  /** Why nothing can be written here, as a word of the composer's texts. */
  protected readonly blocked = computed(() => {
    if (!this.store().conversation()) return 'loading';
    if (this.isLineRemoved()) return 'removed';
    return this.window()?.state === 'closed' ? 'windowClosed' : null;
  });
  /** The line, while what is written has to wait for it. */
  protected readonly waitingFor = computed(() => {
    const line = this.#line();
    return line && line.state !== 'open' ? line : null;
  });
  /** The message that ears were told of last, and in which words. */
  protected readonly told = signal({ id: '', text: '' });
  /** Whether something is searched for in this conversation. */
  protected readonly isFinding = linkedSignal({ source: this.conversationId, computation: () => false });
  readonly #targets = inject(MessageTargets);
  private readonly findBar = viewChild(FindBar);
  protected readonly messageList = viewChild(MessageList);
  protected readonly composer = viewChild(Composer);
  protected readonly makers = viewChild(MessageMakers);

  constructor() {
    const destroyed = inject(DestroyRef);
    // Nobody looks at a tab that cannot be seen: its person wants to be told of what comes.
    const lookedAt = computed(
      () => {
        const { contactId } = this.store().conversation() ?? {};
        return contactId && this.#visibility.isVisible() ? { contactId, conversationId: this.conversationId() } : null;
      },
      { equal: (one, other) => one?.contactId === other?.contactId && one?.conversationId === other?.conversationId },
    );
    toObservable(lookedAt)
      .pipe(
        switchMap((place) => (place ? this.#realtime.openConversation(place) : EMPTY)),
        takeUntilDestroyed(),
      )
      .subscribe();
    this.#realtime
      .on('new_message')
      .pipe(
        filter(({ message }) => message.direction === 'in' && message.conversationId === this.conversationId()),
        takeUntilDestroyed(),
      )
      .subscribe(({ message, conversation }) => {
        const { name } = conversation.contact;
        const who = message.participant ? `${message.participant}, ${name}` : name;
        this.told.set({ id: message.id, text: `${who}: ${this.#words.lineOf(message)}` });
      });
    effect(() => {
      this.#markReadWhenSeen();
    });
    effect(() => {
      const target = this.#targets.wanted();
      if (target?.conversationId !== this.conversationId()) return;
      const store = this.store();
      untracked(() => {
        this.#targets.reach(target);
        store.goTo(target.messageId).pipe(takeUntilDestroyed(destroyed)).subscribe(this.#toldWhenFailing);
      });
    });
    onShortcut('find', (event) => {
      event.preventDefault();
      this.find();
    });
    onShortcut('contact', (event) => {
      event.preventDefault();
      this.togglePanel();
    });
    destroyed.onDestroy(() => {
      clearTimeout(this.#rests);
    });
    effect(() => {
      if (this.panel.isOpen() && !this.#hasPanelCode()) void this.#fetchPanel();
    });
    effect(() => {
      this.panelChanged.emit(this.isPanelOpen());
    });
    this.#keepFocusWhenPanelCloses();
    afterRenderEffect(() => {
      if (this.conversationId() && this.composer()) {
        this.#focusComposer();
      }
    });
  }

  protected send(written: Written): void {
    const conversation = this.store().conversation();
    if (conversation) {
      this.#queue.send(conversation, written);
      this.store().clearUnreadMark();
      this.messageList()?.scrollToEnd();
    }
  }

  /** As from the composer: it answers what is being answered. */
  protected sendMade(written: Written): void {
    const answered = this.blocked() === null ? this.#replies.of(this.conversationId()) : null;
    this.#replies.forget(this.conversationId());
    this.send({ ...written, ...(answered && { quoted: quotedOf(answered) }) });
  }

  /** Whatever it failed at, it goes out as the same message. */
  protected retry({ state, message }: Bubble): void {
    if (state === 'stored') {
      this.#retryStored(message);
    } else {
      this.#queue.retry(message.id);
    }
    this.#focusComposer();
  }

  /** Nothing asks about it any more. */
  protected leave({ message }: Bubble): void {
    const store = this.store();
    this.#retries.leave(message).subscribe({
      ...this.#toldWhenFailing,
      next: (stored) => {
        store.merge(stored);
      },
    });
    this.#focusComposer();
  }

  protected discard({ message }: Bubble): void {
    this.#queue.discard(message.id);
    this.#focusComposer();
  }

  protected cancel({ message }: Bubble): void {
    this.#queue.cancel(message.id);
    this.#focusComposer();
  }

  /** The composer says what is answered, and sends it along. */
  protected answer(message: Message): void {
    this.#replies.answer(message);
    this.composer()?.focus();
  }

  protected find(): void {
    this.isFinding.set(true);
    this.findBar()?.focus();
  }

  protected stopFinding(): void {
    this.isFinding.set(false);
    this.#focusComposer();
  }

  protected togglePanel(): void {
    if (this.isPanelOpen()) this.panel.close();
    else this.panel.open();
  }

  protected closePanel(): void {
    this.panel.close();
  }

  protected change(change: UpdateConversationRequest): void {
    const store = this.store();
    const send = (part: UpdateConversationRequest) =>
      store.change(part).pipe(
        tap((conversation) => {
          this.#list.take(conversation);
        }),
      );
    if (change.labels) this.#labelWishes.want(store.id, change.labels, (labels) => send({ labels }));
    else send(change).subscribe(this.#toldWhenFailing);
  }

  protected react({ message, emoji }: { message: Message; emoji: string }): void {
    this.store().react(message.id, emoji).subscribe(this.#toldWhenFailing);
  }

  protected refetch({ media }: Message): void {
    if (media) this.store().refetch(media.id).subscribe(this.#toldWhenFailing);
  }

  async #fetchPanel(): Promise<void> {
    if (await this.#parts.need(contactPanelCode)) this.#hasPanelCode.set(true);
  }

  /** What had the keyboard within the panel is gone with it: it goes on at what opened it. */
  #keepFocusWhenPanelCloses(): void {
    const page = inject(DOCUMENT);
    let wasOpen = false;
    afterRenderEffect(() => {
      const isOpen = this.isPanelOpen();
      if (wasOpen && !isOpen && page.activeElement === page.body) this.header()?.focusName();
      wasOpen = isOpen;
    });
  }

  #retryStored(message: Message): void {
    const store = this.store();
    this.#retries.retry(message).subscribe({
      next: (stored) => {
        store.merge(stored);
      },
      error: (error: unknown) => {
        if (toApiError(error).type === 'conflict') this.#notices.error('conversation.lineRemoved');
        else this.#errors.tellFailure(error);
      },
    });
  }

  #focusComposer(): void {
    if (hasKeyboard()) {
      this.composer()?.focus();
    }
  }

  #markReadWhenSeen(): void {
    const store = this.store();
    if (this.#restingConversation() === store.id) return;
    const isDue = this.#readMarker.isDue({
      conversation: store.conversation(),
      isLoaded: store.state() === 'ready' && !store.isStale(),
      isVisible: this.#visibility.isVisible(),
      atEnd: this.messageList()?.atEnd() ?? false,
    });
    if (isDue) {
      this.#rest(store.id);
      untracked(() =>
        store.markRead().subscribe({
          next: (conversation) => {
            this.#list.take(conversation);
          },
          // The next message or the next opening marks it again.
          error: () => undefined,
        }),
      );
    }
  }

  #rest(conversationId: string): void {
    clearTimeout(this.#rests);
    this.#restingConversation.set(conversationId);
    this.#rests = setTimeout(() => {
      this.#restingConversation.set(null);
    }, READ_PAUSE);
  }
}
