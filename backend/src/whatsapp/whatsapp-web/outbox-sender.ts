import type { Logger } from 'pino';
import type { MessageError } from '#contract/messages';
import {
  makeDue,
  beginTry,
  postponeTry,
  takeBackTry,
  readDue,
  readNextTry,
  recordStatus,
  type OutboxEntry,
} from '../../conversations/index.ts';
import type { Store } from '../../storage/index.ts';

/** Messages of one session that are on their way at the same time, each of another conversation. */
const AT_ONCE = 20;
const LONGEST_WAIT_MS = 300_000;
/** What takes longer than this to write had a file to bring. */
const SLOW_MS = 1_000;
const BUSY_PAUSE_MS = 1_000;
/** About half an hour of tries while connected; then a person decides. */
const MOST_ATTEMPTS = 10;
const notAcknowledged: MessageError = { code: 'not_acknowledged', title: 'WhatsApp did not confirm the message' };

export interface OutboxSenderOptions {
  store: Store;
  logger: Logger;
  clientCode: string;
  sessionId: string;
  /**
   * Writes one message to WhatsApp under its stored id; rejects when it could not be written. Resolves with the reason where
   * WhatsApp will never take it.
   */
  send: (entry: OutboxEntry) => Promise<MessageError | undefined>;
  /** How long WhatsApp has to acknowledge before the same id is sent again, in milliseconds. */
  ackTimeout: number;
}

/**
 * Sends what is in the outbox while a session is open. "Sent" is WhatsApp's acknowledgement, not the written frame: until
 * it comes the message stays here and is sent again, always under the id it was stored with, so that it is one bubble.
 */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  #running = false;
  readonly #sending = new Set<string>();
  #round: Promise<void> = Promise.resolve();
  #wanted = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: OutboxSenderOptions) {
    this.#options = options;
  }

  /** To be called once WhatsApp's offline queue has drained: what was unanswered before the cut is answered in there. */
  async start(): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    this.#running = true;
    await store.write(({ database, now }) => makeDue(database, clientCode, sessionId, now));
    this.wake();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Something was accepted or acknowledged: looks for what can be sent now. */
  wake(): void {
    if (!this.#running || this.#wanted) return;
    this.#wanted = true;
    this.#round = this.#round
      .then(() => this.#sendDue())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the outbox could not be read');
        this.#wakeIn(this.#options.ackTimeout);
      });
  }

  async #sendDue(): Promise<void> {
    this.#wanted = false;
    if (!this.#running) return;
    const { store, clientCode, sessionId, ackTimeout } = this.#options;
    const now = store.now().toISOString();
    const query = { clientCode, sessionId, now, limit: AT_ONCE, without: [...this.#sending] };
    const entries = await store.read((database) => readDue(database, query));
    const begun = await store.write(async ({ database }) => {
      const wanted: OutboxEntry[] = [];
      for (const entry of entries) {
        if (await beginTry(database, clientCode, entry.messageId, this.#nextTry(entry))) wanted.push(entry);
      }
      return wanted;
    });
    // Not awaited: one contact whose devices cannot be looked up must hold up nobody else.
    for (const entry of begun) void this.#try(entry);
    const next = await store.read((database) => readNextTry(database, clientCode, sessionId));
    // A file on its way to WhatsApp may be due again before it is there: nobody need look every moment.
    const pause = this.#sending.size > 0 ? Math.min(BUSY_PAUSE_MS, ackTimeout) : 0;
    if (next) this.#wakeIn(Math.max(pause, Date.parse(next) - store.now().getTime()));
  }

  #nextTry({ attempts }: OutboxEntry): string {
    const { store, ackTimeout } = this.#options;
    return new Date(store.now().getTime() + Math.min(LONGEST_WAIT_MS, ackTimeout * 2 ** attempts)).toISOString();
  }

  async #try(entry: OutboxEntry): Promise<void> {
    const { store, logger, send, clientCode } = this.#options;
    const { messageId, attempts } = entry;
    const began = store.now().getTime();
    this.#sending.add(messageId);
    try {
      const refusal = attempts < MOST_ATTEMPTS ? await send(entry) : notAcknowledged;
      if (refusal) await this.#fail(entry, refusal);
      else if (store.now().getTime() - began > SLOW_MS) await this.#answerFromNow(entry);
    } catch (error) {
      logger.warn({ err: error, attempt: attempts + 1 }, 'a message could not be written yet');
      // Without a connection nothing was tried: that must not use up the tries.
      if (!this.#running)
        await store.write(({ database }) => takeBackTry(database, clientCode, messageId)).catch(() => undefined);
    } finally {
      this.#sending.delete(messageId);
    }
  }

  /** Bringing a file to WhatsApp can take longer than WhatsApp has to answer: its time begins when it was written. */
  async #answerFromNow(entry: OutboxEntry): Promise<void> {
    const { store, clientCode } = this.#options;
    await store.write(({ database }) => postponeTry(database, clientCode, entry.messageId, this.#nextTry(entry)));
  }

  async #fail({ whatsappId }: OutboxEntry, error: MessageError): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    await store.write((writing) =>
      recordStatus(writing, { clientCode, sessionId, whatsappId, status: 'failed', error }),
    );
    this.wake();
  }

  #wakeIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#running) return;
    this.#timer = setTimeout(() => {
      this.wake();
    }, milliseconds);
    this.#timer.unref();
  }
}
