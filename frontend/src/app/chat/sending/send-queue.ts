import { computed, DestroyRef, inject, Service } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  EMPTY,
  filter,
  finalize,
  from,
  interval,
  type Observable,
  skip,
  startWith,
  Subject,
  Subscription,
  switchMap,
} from 'rxjs';
import type { MergedProblem } from '#contract/http';
import type { Message, SendMessageResponse } from '#contract/messages';
import { newId } from '../../ids';
import { ApiClient, type ApiError, toApiError } from '../../api';
import type { UnsentMessage } from '../../offline';
import { WhatsAppRealtimeService } from '../../realtime';
import { TAB_USER, TabChannel, TabLeadership } from '../../tabs';
import { BackOff } from './back-off';
import { begun, cancelled, discarded, isDeclined, mayWorkLater, readmitted } from './decisions';
import { dueMessages } from './due-messages';
import { FileUpload } from './file-upload';
import { sendRequest } from './send-request';
import { WaitingMessages } from './waiting-messages';

/** How often a tab asks the leader about what waits, in milliseconds: the leader's own timers may be slowed down. */
const REMINDER_PERIOD = 5_000;

/** What a person has written: a text, a note, a file with its caption, a place, cards, choices, a template filled in. */
export type Written = Pick<
  UnsentMessage,
  'text' | 'isNote' | 'quoted' | 'file' | 'location' | 'contacts' | 'interactive' | 'template'
>;

/**
 * Brings what was written to the server: each is kept in the browser before its first try, and goes out in the order of
 * writing, within a conversation one at a time, always under the same `clientMessageId`. Every tab shows what waits; one,
 * the leader, sends it. What the server refuses stays, with the reason, until a person decides.
 */
@Service()
export class SendQueue {
  readonly #api = inject(ApiClient);
  readonly #upload = inject(FileUpload);
  readonly #waiting = inject(WaitingMessages);
  readonly #leadership = inject(TabLeadership);
  readonly #channel = inject(TabChannel);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #userId = inject(TAB_USER);
  readonly #kind = computed(() => this.#realtime.connection().kind);
  readonly #isOffline = computed(() => this.#kind() === 'offline');
  readonly #needsLeader = computed(
    () => !this.#leadership.isLeader() && !this.#isOffline() && this.#waiting.kept().some(isLeadersToSend),
  );

  readonly #stored = new Subject<Message>();
  /** The tries under way, by `clientMessageId`. */
  readonly #tries = new Map<string, Subscription>();
  /** Conversations whose last try got no good answer from a server that is there: the others do not wait for them. */
  readonly #troubled = new Set<string>();
  readonly #backOff = new BackOff(() => {
    this.#sendDue();
  });

  /** Everything that is not confirmed yet, oldest first. */
  readonly sends = this.#waiting.all;
  /** Messages as the server stored them, one for each text that got through, whichever tab sent it. */
  readonly stored$ = this.#stored.asObservable();

  constructor() {
    this.#waiting.changed$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.#sendDue();
    });
    this.#leadership.duty$.pipe(takeUntilDestroyed()).subscribe((duty) => {
      // A tab that asks has a connection, whatever this one thinks of its own.
      this.#sendDue(duty === 'asked' || !this.#isOffline());
    });
    toObservable(this.#kind)
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.#followConnection();
      });
    toObservable(this.#needsLeader)
      .pipe(
        switchMap((needsLeader) => (needsLeader ? interval(REMINDER_PERIOD).pipe(startWith(0)) : EMPTY)),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.#leadership.wakeLeader();
      });
    toObservable(this.#userId)
      .pipe(skip(1), takeUntilDestroyed())
      .subscribe(() => {
        this.#stop();
        this.#sendDue();
      });
    this.#followConfirmations();
    inject(DestroyRef).onDestroy(() => {
      this.#stop();
    });
  }

  /** Puts what was written at the end of the queue and sends it as soon as it can be. */
  send(conversation: { id: string; contactId: string }, written: Written): void {
    const userId = this.#userId();
    if (userId === null) return;
    void this.#waiting.add({
      userId,
      clientMessageId: newId(),
      conversationId: conversation.id,
      contactId: conversation.contactId,
      ...written,
      writtenAt: new Date().toISOString(),
      tried: false,
    });
  }

  /** Tries a refused text again, as the same message. */
  retry(clientMessageId: string): void {
    this.#decide(clientMessageId, readmitted);
  }

  /** Gives up a refused text. */
  discard(clientMessageId: string): void {
    this.#decide(clientMessageId, discarded);
  }

  /** Gives up a text that was never tried. Does nothing once it may have left. */
  cancel(clientMessageId: string): void {
    this.#decide(clientMessageId, cancelled);
  }

  #decide(clientMessageId: string, decide: typeof cancelled): void {
    const message = this.#waiting.find(clientMessageId);
    if (message) void this.#waiting.change(message, decide);
  }

  /** The event of a message may come before the answer to its try, or instead of it. */
  #followConfirmations(): void {
    this.#channel
      .on('message-stored')
      .pipe(
        filter(({ userId }) => userId === this.#userId()),
        takeUntilDestroyed(),
      )
      .subscribe(({ message }) => {
        this.#stored.next(message);
        if (message.clientMessageId !== undefined) this.#waiting.hide(message.clientMessageId);
      });
    this.#realtime
      .on('new_message')
      .pipe(takeUntilDestroyed())
      .subscribe(({ message: { clientMessageId } }) => {
        const confirmed = clientMessageId === undefined ? null : this.#waiting.find(clientMessageId);
        if (confirmed) this.#remove(confirmed);
      });
  }

  #followConnection(): void {
    const kind = this.#kind();
    if (kind === 'offline') {
      this.#stopTries();
      return;
    }
    if (kind !== 'reconnecting') this.#backOff.end();
    this.#sendDue();
  }

  #sendDue(isReachable = !this.#isOffline()): void {
    if (this.#backOff.isPausing || !isReachable) return;
    const due = dueMessages(this.#waiting.kept(), {
      isOurs: (message) => this.#leadership.isLeader() || !isLeadersToSend(message),
      isTrying: ({ clientMessageId }) => this.#tries.has(clientMessageId),
      isTroubled: (conversationId) => this.#troubled.has(conversationId),
    });
    for (const message of due) this.#try(message);
  }

  #try(message: UnsentMessage): void {
    const { clientMessageId } = message;
    let triedBefore = message.tried;
    const begin = this.#waiting.change(message, (now) => {
      triedBefore = now.tried;
      return begun(now);
    });
    const attempt = new Subscription();
    this.#tries.set(clientMessageId, attempt);
    attempt.add(
      from(begin)
        .pipe(
          switchMap((now) => (now?.tried && now.userId === this.#userId() ? this.#deliver(now) : EMPTY)),
          finalize(() => this.#tries.delete(clientMessageId)),
        )
        .subscribe({
          next: ({ message: stored }) => {
            this.#succeeded(message, stored);
          },
          error: (error: unknown) => {
            this.#failed(message, toApiError(error), triedBefore);
          },
          complete: () => {
            this.#sendDue(true);
          },
        }),
    );
  }

  /** A file is uploaded before its message, and once: what the server has is kept with the message. */
  #deliver(message: UnsentMessage): Observable<SendMessageResponse> {
    const { file } = message;
    if (!file || file.mediaId !== undefined) return this.#post(message);
    return this.#upload.upload(message, file).pipe(
      switchMap((mediaId) =>
        this.#waiting.change(message, (now) => ({ ...now, ...(now.file && { file: { ...now.file, mediaId } }) })),
      ),
      switchMap((now) => (now ? this.#post(now) : EMPTY)),
    );
  }

  #post(message: UnsentMessage): Observable<SendMessageResponse> {
    const path = `/conversations/${encodeURIComponent(message.conversationId)}/messages`;
    return this.#api.post<SendMessageResponse>(path, sendRequest(message));
  }

  #succeeded(message: UnsentMessage, stored: Message): void {
    this.#backOff.succeed();
    this.#troubled.delete(message.conversationId);
    this.#stored.next(stored);
    this.#channel.tell({ kind: 'message-stored', userId: message.userId, message: stored });
    this.#remove(message);
  }

  #failed(message: UnsentMessage, error: ApiError, triedBefore: boolean): void {
    // Its event came meanwhile, so it did get through.
    if (!this.#waiting.find(message.clientMessageId)) {
      this.#sendDue();
      return;
    }
    if (mayWorkLater(error)) {
      this.#backOff.fail(error.retryAfterSeconds);
      if (error.type !== 'network') this.#troubled.add(message.conversationId);
    }
    // Its conversation became part of another, where it is sent instead.
    const { mergedInto } = (error.problem ?? {}) as Partial<MergedProblem>;
    const outcome = {
      ...(isDeclined(error) && { tried: triedBefore }),
      ...(mergedInto === undefined ? !mayWorkLater(error) && { refusal: error.type } : { conversationId: mergedInto }),
    };
    void this.#waiting.change(message, (now) => ({ ...now, ...outcome }));
  }

  #remove(message: UnsentMessage): void {
    this.#waiting.hide(message.clientMessageId);
    void this.#waiting.change(message, () => null);
  }

  #stop(): void {
    this.#stopTries();
    this.#backOff.end();
    this.#backOff.succeed();
    this.#troubled.clear();
  }

  #stopTries(): void {
    this.#tries.forEach((attempt) => {
      attempt.unsubscribe();
    });
  }
}

/** What the browser keeps is the leader's to send; what only this tab knows of it sends itself. */
function isLeadersToSend({ place, refusal }: UnsentMessage): boolean {
  return place !== undefined && refusal === undefined;
}
