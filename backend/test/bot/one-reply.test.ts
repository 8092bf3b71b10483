import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BotReplies, Responder } from '../../src/bot/index.ts';
import { forgetPlansOf, readFirstPlans, saveBot } from '../../src/bot-plans/index.ts';
import {
  changeConversation,
  findContactsByAddress,
  findConversationOnSession,
  readMessages,
  recordMessage,
  type ConversationRow,
} from '../../src/conversations/index.ts';
import { MediaFiles } from '../../src/media/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { SecretBox, Store } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';
import { DrivenTime } from '../support/index.ts';
import { botWith, ruleSaying } from './bot-bodies.ts';

const CLIENT = 'acme';
const SECOND = 1_000;
const PEOPLE = 2;
const QUIET_MINUTES = 1;
/** It reads for two seconds and types for three. */
const THOUGHT_MS = 5 * SECOND;
/** Nobody answers as fast as this; a machine does. */
const HUMAN_MS = 4 * SECOND;

type Step =
  | { kind: 'message'; person: number; repeat: boolean }
  | { kind: 'answer'; person: number }
  | { kind: 'pass'; seconds: number }
  | { kind: 'restart' }
  | { kind: 'switch'; enabled: boolean }
  | { kind: 'switchHere'; person: number; enabled: boolean };

const person = fc.nat(PEOPLE - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('message' as const), person, repeat: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.constant(61) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), person }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('switch' as const), enabled: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('switchHere' as const), person, enabled: fc.boolean() }),
  },
);

/** A client with a bot and some people, in a time of their own. */
class Office {
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

  static async open(): Promise<Office> {
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
    const office = new Office(store, time, directory, line.id);
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
      this.time.pass(SECOND);
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

  async message(person: number, repeat: boolean, fromMe = false): Promise<void> {
    this.#number += 1;
    const message = {
      clientCode: CLIENT,
      sessionId: this.#sessionId,
      address: { phoneNumber: numberOf(person) },
      whatsappId: `ID-${String(this.#number)}`,
      fromMe,
      type: 'text',
      text: `texto ${String(this.#number)}`,
      sentAt: this.time.clock().toISOString(),
    } as const;
    const times = repeat ? [1, 2] : [1];
    await Promise.all(times.map(() => this.store.write((writing) => recordMessage(writing, message))));
    await this.settle();
  }

  async switch(enabled: boolean): Promise<void> {
    await this.store.write(async (writing) => {
      const humanizer = {
        enabled: true,
        readingSpeed: 200,
        typingSpeed: 50,
        spread: 0,
        readingSeconds: { from: 2, to: 2 },
        typingSeconds: { from: 3, to: 3 },
      };
      const limits = { cooldownSeconds: 0, repliesPerDay: 500, quietMinutes: QUIET_MINUTES, oldestMinutes: 60 };
      const bot = { ...botWith([ruleSaying('Sí')], { humanizer, limits }), version: 1, enabled, updatedAt: null };
      await writing.event(CLIENT, 'bot:status_changed', async () => {
        await saveBot(writing, CLIENT, bot, []);
        if (!enabled) await forgetPlansOf(writing, CLIENT);
        return { enabled, by: 'somebody' };
      });
    });
  }

  async switchHere(person: number, enabled: boolean): Promise<void> {
    await this.store.write(async (writing) => {
      const conversation = await this.#find(writing.database, person);
      const by = { userId: null, nameOf: () => '' };
      if (conversation) await changeConversation(writing, conversation, { botEnabled: enabled }, by);
    });
  }

  /** Who said each message of a conversation, oldest first. */
  async authors(person: number): Promise<string[]> {
    return this.store.read(async (database) => {
      const conversation = await this.#find(database, person);
      if (!conversation) return [];
      const page = await readMessages(database, { clientCode: CLIENT, conversationId: conversation.id, limit: 500 });
      return page.items.map(({ author }) => author);
    });
  }

  async #find(
    database: Parameters<typeof findContactsByAddress>[0],
    person: number,
  ): Promise<ConversationRow | undefined> {
    const [contact] = await findContactsByAddress(database, CLIENT, { phoneNumber: numberOf(person) });
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

function numberOf(person: number): string {
  return `57300111000${String(person)}`;
}

/** What is to be said in one conversation, told in the plainest way. */
class Expected {
  readonly authors: string[] = [];
  #owedSince: number | undefined;
  #answeredAt = -Infinity;
  #repliedAt = -Infinity;
  isOn = true;

  hear(now: number, isBotOn: boolean): void {
    this.authors.push('contact');
    if (isBotOn && this.isOn) this.#owedSince = now;
  }

  answer(now: number): void {
    this.authors.push('phone');
    this.#answeredAt = now;
    this.#owedSince = undefined;
  }

  giveUp(): void {
    this.#owedSince = undefined;
  }

  /** What has come about by now, looked at every second. */
  look(now: number): void {
    if (this.#owedSince === undefined) return;
    const isQuiet = now - this.#answeredAt < QUIET_MINUTES * 60 * SECOND;
    const [reading, typing] = [this.#owedSince + 2 * SECOND, this.#owedSince + THOUGHT_MS];
    if (now === reading && isQuiet) this.#owedSince = undefined;
    else if (now >= typing) {
      this.authors.push('bot');
      this.#repliedAt = now;
      this.#owedSince = undefined;
    }
  }

  /** How long somebody who is no machine still takes to answer, in milliseconds. */
  untilHuman(now: number): number {
    return this.authors.at(-1) === 'bot' ? Math.max(0, this.#repliedAt + HUMAN_MS - now) : 0;
  }
}

describe('What the bot answers', () => {
  it('is answered once, whatever happens meanwhile', async () => {
    const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const office = await Office.open();
      try {
        const expected = Array.from({ length: PEOPLE }, () => new Expected());
        let isOn = true;
        const now = () => office.time.clock().getTime();
        const at = (one: number) => expected[one] ?? assert.fail();
        const pass = async (seconds: number) => {
          for (let second = 0; second < seconds; second++) {
            await office.pass(1);
            for (const one of expected) one.look(now());
          }
        };
        for (const one of steps) {
          switch (one.kind) {
            case 'message':
              await pass(Math.ceil(at(one.person).untilHuman(now()) / SECOND));
              await office.message(one.person, one.repeat);
              at(one.person).hear(now(), isOn);
              break;
            case 'answer':
              await office.message(one.person, false, true);
              at(one.person).answer(now());
              break;
            case 'pass':
              await pass(one.seconds);
              break;
            case 'restart':
              await office.restart();
              break;
            case 'switch':
              await office.switch(one.enabled);
              isOn = one.enabled;
              if (!isOn) for (const other of expected) other.giveUp();
              break;
            case 'switchHere':
              await office.switchHere(one.person, one.enabled);
              if (at(one.person).authors.length === 0) break;
              at(one.person).isOn = one.enabled;
              if (!one.enabled) at(one.person).giveUp();
          }
        }
        await pass(10);
        for (const [one, { authors }] of expected.entries()) assert.deepEqual(await office.authors(one), authors);
      } finally {
        await office.close();
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
