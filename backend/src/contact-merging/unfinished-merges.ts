import type { Logger } from 'pino';
import { changeMerge, findMerge, readMerges, readMergingClients } from '../conversations/index.ts';
import type { After } from '../operations/index.ts';
import type { Store } from '../storage/index.ts';
import type { MergeDecision } from './kept-values.ts';
import { refuseMerge, takeMergeStep, type MergePlace } from './merge-steps.ts';
import { decideAnew, findPair, isAsJudged, judgePair, type AskWhatsApp } from './merged-pair.ts';

const AFTER_FAILURE_MS = 5_000;

export interface UnfinishedMergesOptions {
  store: Store;
  logger: Logger;
  after: After;
  askWhatsApp: AskWhatsApp;
}

/**
 * Goes on with merges that take more than one write, those of one client one after the other. What fails is tried again; what a
 * crash or a stop leaves undone the next start goes on with.
 */
export class UnfinishedMerges {
  readonly #options: UnfinishedMergesOptions;
  /** What is under way, by client. */
  readonly #rounds = new Map<string, Promise<void>>();
  /** Takes back that it is tried again, by client. */
  readonly #retries = new Map<string, () => void>();
  #isClosed = false;

  constructor(options: UnfinishedMergesOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    for (const clientCode of await this.#options.store.read(readMergingClients)) this.wake(clientCode);
  }

  /** There is something to go on with, or may be. */
  wake(clientCode: string): void {
    if (this.#isClosed) return;
    this.#retries.get(clientCode)?.();
    this.#retries.delete(clientCode);
    const round = (this.#rounds.get(clientCode) ?? Promise.resolve())
      .then(() => this.#finishAll(clientCode))
      .finally(() => {
        if (this.#rounds.get(clientCode) === round) this.#rounds.delete(clientCode);
      });
    this.#rounds.set(clientCode, round);
  }

  /** Stops between two writes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const callOff of this.#retries.values()) callOff();
    await Promise.all(this.#rounds.values());
  }

  /** One that fails keeps no other from its end. */
  async #finishAll(clientCode: string): Promise<void> {
    const { store } = this.#options;
    await this.#attempt(clientCode, async () => {
      for (const { id } of await store.read((database) => readMerges(database, clientCode))) {
        await this.#attempt(clientCode, () => this.#finish(clientCode, id));
      }
    });
  }

  async #attempt(clientCode: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.logger.error({ err: error, clientCode }, 'two contacts could not be merged yet');
      this.#retryLater(clientCode);
    }
  }

  #retryLater(clientCode: string): void {
    if (this.#isClosed || this.#retries.has(clientCode)) return;
    const callOff = this.#options.after(AFTER_FAILURE_MS, () => {
      this.wake(clientCode);
    });
    this.#retries.set(clientCode, callOff);
  }

  async #finish(clientCode: string, id: string): Promise<void> {
    const { store, logger } = this.#options;
    let after: MergePlace | undefined;
    while (!this.#isClosed) {
      const step = await store.write((writing) => takeMergeStep(writing, id, after));
      if (step.state === 'more') after = step.after;
      else if (step.state === 'unjudged') await this.#judgeAnew(id);
      else {
        if (step.state === 'given_up') logger.warn({ clientCode, reason: step.reason }, 'two contacts stay two');
        return;
      }
    }
  }

  /** Decides by what the two are now; where they become something else meanwhile it is for the next step to say. */
  async #judgeAnew(id: string): Promise<void> {
    const { store } = this.#options;
    const merge = await store.read((database) => findMerge(database, id));
    if (!merge) return;
    const { clientCode, intoId, fromId } = merge;
    const found = await store.read((database) => findPair(database, clientCode, intoId, fromId));
    const judgedPair = await judgePair(this.#options, found);
    await store.write(async (writing) => {
      const present = await findMerge(writing.database, id);
      if (present?.fromId !== fromId || present.intoId !== intoId) return;
      const pair = await findPair(writing.database, clientCode, intoId, fromId);
      if (!(await isAsJudged(writing.database, pair, judgedPair.judged))) return;
      const decision = decideAnew(pair, JSON.parse(present.decision) as MergeDecision, judgedPair);
      if ('refused' in decision) await refuseMerge(writing, id, decision.refused);
      else await changeMerge(writing, id, { decision: JSON.stringify(decision) });
    });
  }
}
