import type { AgentRunWait } from '#contract/conversations';
import { spellingsOf } from '#contract/number-spellings';
import type { ShownTyping } from '../bot/index.ts';
import { readWaitingRuns, type RunRow } from '../bot-plans/index.ts';
import { findConversationOnSession, findConversedWith, type NumberAnswer } from '../conversations/index.ts';
import type { Reading, Store } from '../storage/index.ts';
import { UNKNOWN_LINE, type PacedLine } from './pace-rules.ts';
import { readOpening } from './run-opening.ts';
import { beginRun, failRun, giveOpening, putOffRun, sayWait, type RunPlace } from './run-steps.ts';
import type { RunTurn } from './run-turn.ts';

export interface LineRunsOptions {
  store: Store;
  /** 0 up to, but not including, 1. */
  random: () => number;
  timeZoneOf: (database: Reading, clientCode: string) => Promise<string>;
  typing: ShownTyping;
  clientCode: string;
  sessionId: string;
  /** Undefined once the line is removed. */
  line: () => PacedLine | undefined;
}

/** What people write goes first all the time; it is said where it takes longer than this, in milliseconds. */
const WORTH_SAYING_MS = 5_000;
/** It is said of so many: whoever comes later waits for their turn anyway, and no wait changes more contacts than that. */
const MOST_TOLD = 100;

/** Nothing tells when these end: `until` is when to look again. */
const UNKNOWN_END: ReadonlySet<AgentRunWait> = new Set(['line_down', 'bot_off']);

/** Why WhatsApp has not said who has a number. */
type NoAnswer = Exclude<NumberAnswer, object | 'not_on_whatsapp'> | 'rate_limit';

/**
 * The openings of the bot on one line, when `LineSender` says that it is their turn. Each step is one write, and the opening is
 * accepted in the one that ends the typing, so a crash at any moment writes to nobody twice and forgets nobody. Only what is
 * shown of the typing is in memory.
 */
export class LineRuns {
  readonly #options: LineRunsOptions;
  #shownIn: string | undefined;
  #heldByChatSince: number | undefined;
  /** What was said last, and of whom. */
  #said = '';

  constructor(options: LineRunsOptions) {
    this.#options = options;
  }

  /** Shows where the bot types on this line, after a restart too, and nowhere else. */
  async show(turn: RunTurn | undefined): Promise<void> {
    const { store, clientCode, sessionId, typing } = this.#options;
    if (turn?.run.stage !== 'writing') {
      this.hide();
      return;
    }
    const { run } = turn;
    const conversation = await store.read((database) =>
      findConversationOnSession(database, clientCode, sessionId, run.contactId),
    );
    if (!conversation) return;
    if (this.#shownIn !== conversation.id) this.hide();
    this.#shownIn = conversation.id;
    typing.show({ clientCode, contactId: run.contactId, conversationId: conversation.id });
  }

  /** Says of whoever waits on this line what for, while nothing can be done about it. */
  async say(turn: RunTurn | undefined): Promise<void> {
    const now = this.#options.store.now().getTime();
    const isHeld = turn?.waitsFor === 'chat_first';
    this.#heldByChatSince = isHeld ? (this.#heldByChatSince ?? now) : undefined;
    const { waitsFor = null, until = null } = turn ?? {};
    if (until === null) return;
    if (waitsFor === 'chat_first') {
      if (now - (this.#heldByChatSince ?? now) > WORTH_SAYING_MS) await this.sayWait(waitsFor, null);
    } else await this.sayWait(waitsFor, waitsFor !== null && UNKNOWN_END.has(waitsFor) ? null : until);
  }

  /** `until` is in epoch milliseconds. */
  async sayWait(reason: AgentRunWait | null, until: number | null): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    const waiting =
      reason === null ? undefined : { for: reason, until: until === null ? null : new Date(until).toISOString() };
    const runs = await store.read((database) => readWaitingRuns(database, { clientCode, sessionId }, MOST_TOLD));
    const said = JSON.stringify([waiting, runs.map(({ id }) => id)]);
    if (said === this.#said) return;
    await store.write((writing) => sayWait(writing, runs, waiting));
    this.#said = said;
  }

  hide(): void {
    if (this.#shownIn !== undefined) this.#options.typing.hide(this.#shownIn);
    this.#shownIn = undefined;
  }

  /** Does what is next with it. Resolves to why WhatsApp has not answered, where that has to be waited for. */
  async goOn(
    run: RunRow,
    isPutOff: boolean,
    ask: (phoneNumber: string) => Promise<NumberAnswer | 'rate_limit'>,
  ): Promise<NoAnswer | undefined> {
    const { store } = this.#options;
    if (isPutOff) await store.write((writing) => putOffRun(writing, run));
    else if (run.stage === 'writing') {
      await store.write(async (writing) => giveOpening(writing, run, await this.#place(writing.database)));
    } else return this.#begin(run, ask);
    this.hide();
    return undefined;
  }

  async #begin(
    run: RunRow,
    ask: (phoneNumber: string) => Promise<NumberAnswer | 'rate_limit'>,
  ): Promise<NoAnswer | undefined> {
    const { store, clientCode, sessionId } = this.#options;
    const { opening, conversed } = await store.read(async (database) => {
      const { line } = await this.#place(database);
      const opening = await readOpening(database, run, line, store.now().toISOString());
      if ('fault' in opening) return { opening, conversed: undefined };
      const numbers = spellingsOf(opening.contact.phoneNumber);
      return { opening, conversed: await findConversedWith(database, clientCode, sessionId, numbers) };
    });
    if ('fault' in opening) {
      // Switched off this moment: it waits, as its next turn says.
      if (opening.fault === 'bot_off') return undefined;
      await store.write((writing) => failRun(writing, run, opening.fault));
      return undefined;
    }
    const told = conversed ? { address: conversed } : await ask(opening.contact.phoneNumber);
    if (told === 'not_connected' || told === 'no_answer' || told === 'rate_limit') return told;
    const address = typeof told === 'object' ? told.address : told;
    await store.write(async (writing) =>
      beginRun(writing, run, { address, wasAsked: !conversed }, await this.#place(writing.database)),
    );
    return undefined;
  }

  async #place(database: Reading): Promise<RunPlace> {
    const { clientCode, line, random, timeZoneOf } = this.#options;
    return { line: line() ?? UNKNOWN_LINE, timeZone: await timeZoneOf(database, clientCode), draw: random() };
  }
}
