import type { Logger } from 'pino';
import { changeMerge, findMerge, readMerges, readMergingClients } from '../conversations/index.ts';
import { orStopped, type After } from '../operations/index.ts';
import type { CommittedEvent, Store } from '../storage/index.ts';
import type { MergeDecision } from './kept-values.ts';
import { refuseMerge, takeMergeStep, type MergePlace } from './merge-steps.ts';
import { decideAnew, findPair, isAsJudged, judgePair, type AskWhatsApp } from './merged-pair.ts';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

export interface UnfinishedMergesOptions {
  store: Store;
  logger: Logger;
  after: After;
  askWhatsApp: AskWhatsApp;
}

/**
 * Goes on with merges that take more than one write, those of one client one after the other. What fails, and what WhatsApp
 * cannot be asked about yet, is tried again, less and less often, and when a line is connected; what a crash or a stop leaves
 * undone the next start goes on with.
 */
export class UnfinishedMerges {
  readonly #options: UnfinishedMergesOptions;
  /** What is under way, by client. */
  readonly #rounds = new Map<string, Promise<void>>();
  /** Takes back that it is tried again, by client. */
  readonly #retries = new Map<string, () => void>();
  /** How often in a row it had to be put off, by client. */
  readonly #putOff = new Map<string, number>();
  readonly #closed = new AbortController();
  readonly #stopListening: () => void;

  constructor(options: UnfinishedMergesOptions) {
    this.#options = options;
    this.#stopListening = options.store.onCommitted((events) => {
      this.#hear(events);
    });
  }

  async start(): Promise<void> {
    for (const clientCode of await this.#options.store.read(readMergingClients)) this.wake(clientCode);
  }

  /** There is something to go on with, or may be. */
  wake(clientCode: string): void {
    if (this.#closed.signal.aborted) return;
    this.#retries.get(clientCode)?.();
    this.#retries.delete(clientCode);
    const round = (this.#rounds.get(clientCode) ?? Promise.resolve())
      .then(() => this.#finishAll(clientCode))
      .finally(() => {
        if (this.#rounds.get(clientCode) === round) this.#rounds.delete(clientCode);
      });
    this.#rounds.set(clientCode, round);
  }

  /** Resolves once nothing is under way; what is to be tried again later may be left. */
  async idle(): Promise<void> {
    while (this.#rounds.size > 0) await Promise.all(this.#rounds.values());
  }

  /** Stops between two writes, and waits for no answer of WhatsApp's. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#stopListening();
    for (const callOff of this.#retries.values()) callOff();
    await Promise.all(this.#rounds.values());
  }

  /** One that fails keeps no other from its end. */
  async #finishAll(clientCode: string): Promise<void> {
    const { store } = this.#options;
    const isDone = await this.#attempt(clientCode, async () => {
      let isEachDone = true;
      for (const { id } of await store.read((database) => readMerges(database, clientCode))) {
        if (!(await this.#attempt(clientCode, () => this.#finish(clientCode, id)))) isEachDone = false;
      }
      return isEachDone;
    });
    if (isDone) this.#putOff.delete(clientCode);
    else this.#retryLater(clientCode);
  }

  /** Whether nothing is left to be tried again. */
  async #attempt(clientCode: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      this.#options.logger.error({ err: error, clientCode }, 'two contacts could not be merged yet');
      return false;
    }
  }

  #retryLater(clientCode: string): void {
    if (this.#closed.signal.aborted || this.#retries.has(clientCode)) return;
    const times = this.#putOff.get(clientCode) ?? 0;
    this.#putOff.set(clientCode, times + 1);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** times);
    const callOff = this.#options.after(pause, () => {
      this.wake(clientCode);
    });
    this.#retries.set(clientCode, callOff);
  }

  /** A line that is connected can ask WhatsApp what could not be asked before. */
  #hear(events: readonly CommittedEvent[]): void {
    for (const { clientCode, name, data } of events) {
      if (name !== 'whatsapp:authenticated' && name !== 'whatsapp:state') continue;
      if (data.session.state !== 'open' || !this.#retries.has(clientCode)) continue;
      this.#putOff.delete(clientCode);
      this.wake(clientCode);
    }
  }

  /** Whether it is over; false where it has to be gone on with later. */
  async #finish(clientCode: string, id: string): Promise<boolean> {
    const { store, logger } = this.#options;
    let after: MergePlace | undefined;
    while (!this.#closed.signal.aborted) {
      const step = await store.write((writing) => takeMergeStep(writing, id, after));
      if (step.state === 'waiting') return false;
      if (step.state === 'more') after = step.after;
      else if (step.state === 'unjudged') {
        if (!(await this.#judgeAnew(id))) return false;
      } else {
        if (step.state === 'given_up') logger.warn({ clientCode, reason: step.reason }, 'two contacts stay two');
        return true;
      }
    }
    return false;
  }

  /**
   * Decides by what the two are now; where they become something else meanwhile it is for the next step to say. False where
   * WhatsApp cannot be asked now.
   */
  async #judgeAnew(id: string): Promise<boolean> {
    const { store, askWhatsApp } = this.#options;
    const merge = await store.read((database) => findMerge(database, id));
    if (!merge) return true;
    const { clientCode, intoId, fromId } = merge;
    const found = await store.read((database) => findPair(database, clientCode, intoId, fromId));
    const ask: AskWhatsApp = (...asked) => orStopped(askWhatsApp(...asked), this.#closed.signal, 'not_connected');
    const judgedPair = await judgePair({ store, askWhatsApp: ask }, found);
    if ('refused' in judgedPair.judgement && judgedPair.judgement.refused === 'no_line') return false;
    await store.write(async (writing) => {
      const present = await findMerge(writing.database, id);
      if (present?.fromId !== fromId || present.intoId !== intoId) return;
      const pair = await findPair(writing.database, clientCode, intoId, fromId);
      if (!(await isAsJudged(writing.database, pair, judgedPair.judged))) return;
      const earlier = JSON.parse(present.decision) as MergeDecision;
      const decision = decideAnew(pair, earlier, judgedPair, present.hasWayBack === 1);
      if ('refused' in decision) await refuseMerge(writing, id, decision.refused);
      else await changeMerge(writing, id, { decision: JSON.stringify(decision) });
    });
    return true;
  }
}
