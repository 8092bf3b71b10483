import type { Agent } from 'node:https';
import type { Logger } from 'pino';
import type { EventData } from '#contract/events';
import { wantsNotice } from '#contract/wants-notice';
import webPush from 'web-push';
import type { After } from '../operations/index.ts';
import type { CommittedEvent, Store } from '../storage/index.ts';
import { notificationWords } from './notification-words.ts';
import { PushSender } from './push-sender.ts';
import { forgetSubscription, insertPushKeys, readPushKeys, readSubscribers, type PushKeys } from './push-store.ts';

/** Several messages in a row are one notification. */
const TOGETHER_MS = 1_000;

type NewMessage = EventData<'message:new'>;

export interface PushNotifierOptions {
  store: Store;
  logger: Logger;
  after: After;
  publicUrl: string | undefined;
  /** Trusts push services as the caller does; undefined for the system's own trust. */
  agent?: Agent | undefined;
  /** Whether this person has this conversation open right now. */
  isLooking: (clientCode: string, userId: string, place: { contactId: string; conversationId: string }) => boolean;
}

/**
 * Tells browsers of new messages while the app is closed in them. A courtesy: what could not be told is not told later, the
 * message itself is in the list.
 */
export class PushNotifier {
  readonly #options: PushNotifierOptions;
  readonly #sender: PushSender;
  readonly #stopListening: () => void;
  /** The last message of each conversation that is to be told of, by client and conversation. */
  readonly #news = new Map<string, Map<string, NewMessage>>();
  #keys: Promise<PushKeys> | undefined;
  #callOff: (() => void) | undefined;
  #telling: Promise<void> = Promise.resolve();
  #isTelling = false;
  #isClosed = false;

  constructor(options: PushNotifierOptions) {
    this.#options = options;
    this.#sender = new PushSender(options);
    this.#stopListening = options.store.onCommitted((events) => {
      this.#notice(events);
    });
  }

  /** The installation's keys, made when they are first asked for. */
  keys(): Promise<PushKeys> {
    this.#keys ??= this.#readKeys().catch((error: unknown) => {
      // Whoever asks next may have more luck.
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  /** Tells nothing more, and waits for what is on its way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    this.#callOff?.();
    await this.#telling;
  }

  async #readKeys(): Promise<PushKeys> {
    const { store } = this.#options;
    const fresh = webPush.generateVAPIDKeys();
    return store.write(async (writing) => {
      const known = await readPushKeys(writing.database);
      if (!known) await insertPushKeys(writing, fresh);
      return known ?? fresh;
    });
  }

  #notice(events: readonly CommittedEvent[]): void {
    for (const event of events) {
      if (event.name !== 'message:new') continue;
      const { message, conversation } = event.data;
      if (message.direction !== 'in' || message.type === 'system') continue;
      const ofClient = this.#news.get(event.clientCode) ?? new Map<string, NewMessage>();
      this.#news.set(event.clientCode, ofClient.set(conversation.id, event.data));
    }
    this.#plan();
  }

  /** One round at a time: where push services are slow, what comes meanwhile gathers, and only its last is told. */
  #plan(): void {
    if (this.#news.size === 0 || this.#isTelling || this.#isClosed) return;
    this.#callOff ??= this.#options.after(TOGETHER_MS, () => {
      this.#callOff = undefined;
      this.#isTelling = true;
      this.#telling = this.#tell().finally(() => {
        this.#isTelling = false;
        this.#plan();
      });
    });
  }

  async #tell(): Promise<void> {
    const news = [...this.#news];
    this.#news.clear();
    await Promise.all(
      news.map(async ([clientCode, ofClient]) => {
        try {
          await this.#tellClient(clientCode, [...ofClient.values()]);
        } catch (error) {
          this.#options.logger.error({ err: error, clientCode }, 'new messages could not be told to browsers');
        }
      }),
    );
  }

  async #tellClient(clientCode: string, news: readonly NewMessage[]): Promise<void> {
    const { store, logger, isLooking } = this.#options;
    const subscribers = await store.read((database) => readSubscribers(database, clientCode));
    if (subscribers.length === 0) return;
    const keys = await this.keys();
    const wanted = subscribers.flatMap((subscriber) => {
      const { userId, preferences } = subscriber;
      return news
        .filter(({ conversation }) => wantsNotice(preferences, userId, conversation, store.now()))
        .filter(
          ({ contactId, conversation: { id } }) => !isLooking(clientCode, userId, { contactId, conversationId: id }),
        )
        .map((about) => ({ subscriber, about }));
    });
    const gone = new Set<string>();
    const outcomes = await Promise.all(
      wanted.map(async ({ subscriber, about: { conversation, message } }) => {
        const outcome = await this.#sender.send(subscriber, keys, {
          conversationId: conversation.id,
          title: conversation.contact.name,
          body: notificationWords(message, subscriber.preferences.language ?? 'es'),
        });
        if (outcome === 'gone') gone.add(subscriber.endpoint);
        return outcome;
      }),
    );
    const failed = outcomes.filter((outcome) => outcome === 'failed').length;
    if (failed > 0) logger.warn({ clientCode, failed }, 'browsers could not be told of new messages');
    if (gone.size > 0) {
      await store.write(async ({ database }) => {
        for (const endpoint of gone) await forgetSubscription(database, endpoint);
      });
    }
  }
}
