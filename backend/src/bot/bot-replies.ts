import type { Logger } from 'pino';
import { findSamePlan, readEnabledClients, readFirstPlans, readResponder, type PlanRow } from '../bot-plans/index.ts';
import type { MediaFiles } from '../media/index.ts';
import type { CommittedEvent, SecretBox, Store } from '../storage/index.ts';
import type { Answer } from './engine/index.ts';
import type { Responder, ResponderAnswer } from './responder/index.ts';
import { ShownTyping, type TypingOutlets, type TypingPlace } from './shown-typing.ts';
import { readTalkOf, type BotLine } from './talk.ts';
import { endAsking, endReading, endTyping } from './thought.ts';

/** So many plans are looked at in one go, and so many are gone on with at the same time. */
const AT_ONCE = 100;
const AFTER_FAILURE_MS = 5_000;
const LONGEST_SLEEP_MS = 60_000;

/** A plan with whom it is for. */
type Plan = PlanRow & { contactId: string };

export interface BotRepliesOptions extends TypingOutlets {
  store: Store;
  logger: Logger;
  files: MediaFiles;
  /** The lines that a client has. */
  linesOf: (clientCode: string) => readonly BotLine[];
  /** Opens the key of a responder. */
  box: SecretBox;
  responder: Responder;
}

/**
 * Goes on with what bots are about to say, when it is due. Everything it goes by is in the database: a message is planned in
 * the write that stores it, and answered in the write that ends the plan, so a crash at any moment answers nobody twice and
 * forgets nobody.
 */
export class BotReplies {
  readonly #options: BotRepliesOptions;
  readonly #shown: ShownTyping;
  /** Clients whose bot is on: news of the others means nothing here. */
  readonly #concerned = new Set<string>();
  /** Conversations whose plan is being gone on with. */
  readonly #underWay = new Map<string, Promise<void>>();
  /** Those of them in which a responder is asked, which holds up nobody else. */
  readonly #asking = new Set<string>();
  readonly #stopListening: () => void;
  #round: Promise<void> = Promise.resolve();
  #isWanted = false;
  #isClosed = false;
  #callOff: (() => void) | undefined;

  constructor(options: BotRepliesOptions) {
    this.#options = options;
    this.#shown = new ShownTyping(options);
    this.#stopListening = options.store.onCommitted((events) => {
      this.#hear(events);
    });
  }

  /** Goes on with what was planned when the process ended. */
  async start(): Promise<void> {
    for (const clientCode of await this.#options.store.read(readEnabledClients)) this.#concerned.add(clientCode);
    this.#wake();
  }

  /** Begins nothing more, and resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    this.#callOff?.();
    this.#shown.close();
    this.#options.responder.close();
    await this.#round;
    await Promise.all(this.#underWay.values());
  }

  #hear(events: readonly CommittedEvent[]): void {
    for (const { clientCode, name, data } of events) {
      if (name === 'bot:status_changed') {
        if (data.conversationId === undefined) this.#switch(clientCode, data.enabled);
        else if (!data.enabled) this.#shown.hide(data.conversationId);
      } else if (name === 'conversation:removed') {
        this.#shown.hide(data.conversationId);
      } else if (name === 'message:new' && this.#concerned.has(clientCode)) {
        const { author, type, conversationId } = data.message;
        if (author === 'contact' || author === 'phone' || (author === 'user' && type !== 'note' && type !== 'system'))
          this.#shown.hide(conversationId);
        if (author === 'contact') this.#wake();
      }
    }
  }

  #switch(clientCode: string, enabled: boolean): void {
    if (enabled) {
      this.#concerned.add(clientCode);
    } else {
      this.#concerned.delete(clientCode);
      this.#shown.hideAllOf(clientCode);
    }
  }

  #wake(): void {
    if (this.#isClosed || this.#isWanted) return;
    this.#isWanted = true;
    this.#round = this.#round
      .then(() => this.#look())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'what bots are about to say could not be read');
        this.#wakeIn(AFTER_FAILURE_MS);
      });
  }

  async #look(): Promise<void> {
    this.#isWanted = false;
    this.#callOff?.();
    if (this.#isClosed) return;
    const { store } = this.#options;
    const plans = await store.read((database) => readFirstPlans(database, AT_ONCE + this.#underWay.size));
    const now = store.now().getTime();
    for (const plan of plans) {
      const due = Date.parse(plan.dueAt);
      if (this.#underWay.has(plan.conversationId)) continue;
      if (due > now) {
        if (plan.stage === 'typing') this.#shown.show(placeOf(plan));
      } else if (this.#underWay.size - this.#asking.size < AT_ONCE) {
        this.#begin(plan);
      }
    }
    const next = plans.find(({ dueAt }) => Date.parse(dueAt) > now);
    if (next) this.#wakeIn(Date.parse(next.dueAt) - now);
  }

  #begin(plan: Plan): void {
    const done = this.#goOn(plan).then(
      () => {
        this.#underWay.delete(plan.conversationId);
        this.#wake();
      },
      (error: unknown) => {
        this.#options.logger.error({ err: error }, 'the bot could not go on in a conversation');
        this.#options.after(AFTER_FAILURE_MS, () => {
          this.#underWay.delete(plan.conversationId);
          this.#wake();
        });
      },
    );
    this.#underWay.set(plan.conversationId, done);
  }

  async #goOn(plan: Plan): Promise<void> {
    const { store, linesOf } = this.#options;
    const lines = linesOf(plan.clientCode);
    if (plan.stage === 'reading') {
      await store.write((writing) => endReading(writing, plan, lines));
    } else if (plan.stage === 'asking') {
      await this.#ask(plan, lines);
    } else {
      const copyId = await this.#ownFile(plan);
      await store.write((writing) => endTyping(writing, plan, lines, copyId));
      this.#shown.hide(plan.conversationId);
    }
  }

  /** A model takes its time, in which the contact sees it typing and others have their turn. */
  async #ask(plan: Plan, lines: readonly BotLine[]): Promise<void> {
    const { store, responder, box } = this.#options;
    const { talk, model } = await store.read(async (database) => ({
      talk: await readTalkOf(database, plan, lines, store.now().toISOString()),
      model: await readResponder(database, plan.clientCode),
    }));
    const began = store.now().getTime();
    let told: ResponderAnswer = { fault: 'unusable' };
    if (talk) {
      this.#shown.show(placeOf(plan));
      this.#asking.add(plan.conversationId);
      try {
        told = await responder.ask(plan.clientCode, model, talk.situation, box);
      } catch (error) {
        // It is asked again at the next start.
        if (this.#isClosed) return;
        throw error;
      } finally {
        this.#asking.delete(plan.conversationId);
      }
    }
    const took = store.now().getTime() - began;
    await store.write((writing) => endAsking(writing, plan, lines, { told, took }));
    await this.#hideUnlessTyping(plan);
  }

  async #hideUnlessTyping({ conversationId, messageId }: Plan): Promise<void> {
    const same = await this.#options.store.read((database) => findSamePlan(database, { conversationId, messageId }));
    if (same?.stage !== 'typing') this.#shown.hide(conversationId);
  }

  /** The file of the reply, where it has one that is still there, under an id of its own. */
  async #ownFile({ answer }: PlanRow): Promise<string | undefined> {
    const mediaId = answer === null ? undefined : (JSON.parse(answer) as Answer).reply?.mediaId;
    return mediaId === undefined ? undefined : this.#options.files.linkCopy(mediaId);
  }

  #wakeIn(milliseconds: number): void {
    this.#callOff?.();
    if (this.#isClosed) return;
    this.#callOff = this.#options.after(Math.min(milliseconds, LONGEST_SLEEP_MS), () => {
      this.#wake();
    });
  }
}

function placeOf({ clientCode, contactId, conversationId }: TypingPlace): TypingPlace {
  return { clientCode, contactId, conversationId };
}
