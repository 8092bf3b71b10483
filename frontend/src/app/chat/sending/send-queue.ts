import { computed, DestroyRef, effect, inject, Service, signal, untracked } from '@angular/core';
import { Subject, type Subscription } from 'rxjs';
import type { Message, SendMessageRequest, SendMessageResponse } from '#contract/messages';
import { ApiClient, type ApiError, toApiError } from '../../api';
import { WhatsAppRealtimeService } from '../../realtime';
import { SignInStore } from '../../sign-in';
import type { QueuedSend } from './queued-send';
import { retryPause } from './retry-pause';
import { SendQueueStorage } from './send-queue-storage';

/**
 * Brings written texts to the server: in order within a conversation, one at a time, again after a failure of the network
 * and always under the same `clientMessageId`. What the server refuses stays, with the reason, until a person decides.
 */
@Service()
export class SendQueue {
  readonly #api = inject(ApiClient);
  readonly #storage = inject(SendQueueStorage);
  readonly #connection = inject(WhatsAppRealtimeService).connection;
  readonly #user = inject(SignInStore).user;
  readonly #userId = computed(() => this.#user()?.id ?? null);
  readonly #isLive = computed(() => this.#connection().kind === 'live');

  readonly #sends = signal<readonly QueuedSend[]>([]);
  readonly #stored = new Subject<Message>();
  /** The try under way of each conversation. */
  readonly #tries = new Map<string, Subscription>();
  #failures = 0;
  /** Set while waiting after a failure; nothing is tried meanwhile. */
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** Everything that is not stored yet, oldest first. */
  readonly sends = this.#sends.asReadonly();
  /** Messages as the server stored them, one for each text that got through. */
  readonly stored$ = this.#stored.asObservable();

  constructor() {
    effect(() => {
      this.#takeUp(this.#userId());
    });
    effect(() => {
      if (this.#isLive()) {
        untracked(() => {
          this.#sendAll();
        });
      }
    });
    inject(DestroyRef).onDestroy(() => {
      this.#stopSending();
    });
  }

  /** Puts a text at the end of the queue and sends it as soon as it can be. */
  send(conversation: { id: string; contactId: string }, text: string): QueuedSend {
    const send: QueuedSend = {
      clientMessageId: crypto.randomUUID(),
      conversationId: conversation.id,
      contactId: conversation.contactId,
      text,
      writtenAt: new Date().toISOString(),
    };
    this.#change((sends) => [...sends, send]);
    this.#sendNext(send.conversationId);
    return send;
  }

  /** Tries a refused text again, as the same message. */
  retry(clientMessageId: string): void {
    const refused = this.#sends().find((send) => send.clientMessageId === clientMessageId);
    if (refused) {
      this.#replace({ ...refused, refusal: undefined });
      this.#sendNext(refused.conversationId);
    }
  }

  /** Gives up a refused text. */
  discard(clientMessageId: string): void {
    this.#change((sends) => sends.filter((send) => send.clientMessageId !== clientMessageId || !send.refusal));
  }

  #takeUp(userId: string | null): void {
    this.#stopSending();
    this.#sends.set(userId === null ? [] : this.#storage.read(userId));
    untracked(() => {
      this.#sendAll();
    });
  }

  /** Ends the pause after a failure, if there is one. */
  #sendAll(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    for (const conversationId of new Set(this.#sends().map((send) => send.conversationId))) {
      this.#sendNext(conversationId);
    }
  }

  #sendNext(conversationId: string): void {
    const next = this.#sends().find((send) => send.conversationId === conversationId && !send.refusal);
    if (!next || this.#tries.has(conversationId) || this.#pause !== undefined) {
      return;
    }
    const { clientMessageId, text } = next;
    const request: SendMessageRequest = { clientMessageId, type: 'text', text };
    const path = `/conversations/${encodeURIComponent(conversationId)}/messages`;
    const attempt = this.#api.post<SendMessageResponse>(path, request).subscribe({
      next: ({ message }) => {
        this.#failures = 0;
        this.#stored.next(message);
        this.#change((sends) => sends.filter((send) => send.clientMessageId !== clientMessageId));
      },
      error: (error: unknown) => {
        this.#tries.delete(conversationId);
        this.#failed(next, toApiError(error));
      },
      complete: () => {
        this.#tries.delete(conversationId);
        this.#sendNext(conversationId);
      },
    });
    if (!attempt.closed) {
      this.#tries.set(conversationId, attempt);
    }
  }

  #failed(send: QueuedSend, error: ApiError): void {
    if (mayWorkLater(error)) {
      this.#failures += 1;
      clearTimeout(this.#pause);
      this.#pause = setTimeout(
        () => {
          this.#sendAll();
        },
        retryPause(this.#failures, error.retryAfterSeconds),
      );
    } else {
      this.#replace({ ...send, refusal: error.type });
      this.#sendNext(send.conversationId);
    }
  }

  #replace(changed: QueuedSend): void {
    this.#change((sends) => sends.map((send) => (send.clientMessageId === changed.clientMessageId ? changed : send)));
  }

  #change(change: (sends: readonly QueuedSend[]) => readonly QueuedSend[]): void {
    this.#sends.update(change);
    const userId = this.#userId();
    if (userId !== null) {
      this.#storage.write(userId, this.#sends());
    }
  }

  #stopSending(): void {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#tries.forEach((attempt) => {
      attempt.unsubscribe();
    });
    this.#tries.clear();
    this.#failures = 0;
  }
}

/** No answer, a server in trouble, too many requests or a sign-in that ran out: the text itself is not at fault. */
function mayWorkLater({ unanswered, status }: ApiError): boolean {
  return unanswered || status >= 500 || status === 401 || status === 408 || status === 429;
}
