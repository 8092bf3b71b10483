import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BotReplies, Responder } from '../../src/bot/index.ts';
import { forgetPlansOf, readFirstPlans, saveBot } from '../../src/bot-plans/index.ts';
import {
  changeConversation,
  findContactsByAddress,
  findConversationOnSession,
  readMessages,
  recordMessage,
  type ConversationRow,
  type WhatsAppAddress,
} from '../../src/conversations/index.ts';
import { MediaFiles } from '../../src/media/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { SecretBox, Store } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { DrivenTime } from '../support/index.ts';
import { botWith, humanizerOf, ruleSaying } from './bot-bodies.ts';

export const CLIENT = 'acme';
/** How long the bot is quiet after a person, in minutes. */
export const QUIET_MINUTES = 1;
/** How long it reads and types together, in seconds: two and three. */
export const THOUGHT_S = 5;

/** A client with a bot that answers everything, and people who write to it, in a time of their own. */
export class BotOffice {
  readonly time = new DrivenTime();
  readonly store: Store;
  readonly #directory: string;
  readonly #sessionId: string;
  #replies: BotReplies;
  #number = 0;

  private constructor(store: Store, time: DrivenTime, directory: string, sessionId: string) {
    this.store = store;
    this.time = time;
    this.#directory = directory;
    this.#sessionId = sessionId;
    this.#replies = this.#newReplies();
  }

  static async open(): Promise<BotOffice> {
    const directory = mkdtempSync(join(tmpdir(), 'condorito-bot-'));
    const time = new DrivenTime();
    const store = await Store.open(join(directory, 'condorito.db'), time.clock);
    const line = await store.write(async (writing) => {
      const client = { clientCode: CLIENT, name: 'Acme', timeZone: 'UTC', epoch: 'first', seq: 0 };
      await writing.database
        .insertInto('clients')
        .values({ ...client, createdAt: writing.now })
        .execute();
      return createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Ventas' });
    });
    const office = new BotOffice(store, time, directory, line.id);
    await office.switch(true);
    await office.#replies.start();
    return office;
  }

  async close(): Promise<void> {
    await this.#replies.close();
    await this.store.close();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async restart(): Promise<void> {
    await this.#replies.close();
    this.#replies = this.#newReplies();
    await this.#replies.start();
    await this.settle();
  }

  /** Second by second, each with all that is due in it. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.time.pass(1_000);
      await this.settle();
    }
  }

  async settle(): Promise<void> {
    for (;;) {
      const [next] = await this.store.read((database) => readFirstPlans(database, 1));
      if (!next || Date.parse(next.dueAt) > this.time.clock().getTime()) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** A message from this person, or, `fromMe`, to them from the phone; WhatsApp may bring it `times` times. */
  async message(address: WhatsAppAddress, { times = 1, fromMe = false } = {}): Promise<void> {
    this.#number += 1;
    const message = {
      clientCode: CLIENT,
      sessionId: this.#sessionId,
      address,
      whatsappId: `ID-${String(this.#number)}`,
      fromMe,
      type: 'text',
      text: `texto ${String(this.#number)}`,
      sentAt: this.time.clock().toISOString(),
    } as const;
    const stored = () => this.store.write((writing) => recordMessage(writing, message));
    await Promise.all(Array.from({ length: times }, stored));
    await this.settle();
  }

  async switch(enabled: boolean): Promise<void> {
    await this.store.write(async (writing) => {
      const humanizer = humanizerOf(2, 3);
      const limits = { cooldownSeconds: 0, repliesPerDay: 500, quietMinutes: QUIET_MINUTES, oldestMinutes: 60 };
      const saved = { version: 1, enabled, opening: null, updatedAt: null };
      const bot = { ...botWith([ruleSaying('Sí')], { humanizer, limits }), ...saved };
      await writing.event(CLIENT, 'bot:status_changed', async () => {
        await saveBot(writing, CLIENT, bot, []);
        if (!enabled) await forgetPlansOf(writing, CLIENT);
        return { enabled, by: 'somebody' };
      });
    });
  }

  async switchHere(address: WhatsAppAddress, enabled: boolean): Promise<void> {
    await this.store.write(async (writing) => {
      const conversation = await this.#find(writing.database, address);
      const by = { userId: null, nameOf: () => '' };
      if (conversation) await changeConversation(writing, conversation, { botEnabled: enabled }, by);
    });
  }

  /** Who said each message of a conversation, oldest first. */
  async authors(address: WhatsAppAddress): Promise<string[]> {
    return this.store.read(async (database) => {
      const conversation = await this.#find(database, address);
      if (!conversation) return [];
      const page = await readMessages(database, { clientCode: CLIENT, conversationId: conversation.id, limit: 500 });
      return page.items.map(({ author }) => author);
    });
  }

  async #find(
    database: Parameters<typeof findContactsByAddress>[0],
    address: WhatsAppAddress,
  ): Promise<ConversationRow | undefined> {
    const [contact] = await findContactsByAddress(database, CLIENT, address);
    return contact && findConversationOnSession(database, CLIENT, this.#sessionId, contact.id);
  }

  #newReplies(): BotReplies {
    return new BotReplies({
      store: this.store,
      logger: createLogger({ level: 'silent', json: true }),
      after: this.time.after,
      files: new MediaFiles(this.#directory),
      box: new SecretBox([Buffer.alloc(32)]),
      responder: new Responder([]),
      linesOf: () => [{ id: this.#sessionId, kind: 'whatsapp-web', state: 'open', phoneNumber: null }],
      tell: () => undefined,
      sendOn: () => undefined,
    });
  }
}
