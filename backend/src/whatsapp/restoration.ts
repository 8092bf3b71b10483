import { setTimeout as pause } from 'node:timers/promises';
import type { SessionState } from '#contract/whatsapp-sessions';
import type { Session } from './session.ts';

/** What became of the sessions that were linked when the process started; times are ISO 8601. */
export interface RestorationSummary {
  startedAt: string;
  /** Null while it goes on. */
  finishedAt: string | null;
  /** How many are to be restored. */
  linked: number;
  /** How many have had their first try. */
  tried: number;
  /** How many of them are open, retrying, … now. */
  states: Partial<Record<SessionState, number>>;
}

export interface RestorationOptions {
  now: () => Date;
  /** How many sessions are restored at the same time (`RESTORE_BATCH_SIZE`). */
  batchSize: number;
}

/**
 * Stopped sessions that a restart may have helped: a newer version of the product, or the right key. Where WhatsApp has
 * stopped one, another try without a person could make it worse.
 */
const mendedByRestart = ['client_outdated', 'credentials_unreadable'];

/**
 * A handshake takes some 40 ms of the one core that people are being answered on: each place rests this long before its next
 * session, so that hundreds of them take a third of it instead of all.
 */
const REST_MS = 250;

/**
 * Connects the sessions that were linked, a few at a time, so that a machine with hundreds is not saturated. One that fails
 * holds up nobody, and tries again by itself.
 */
export class Restoration {
  readonly #options: RestorationOptions;
  readonly #sessions: readonly Session[];
  readonly #startedAt: string;
  #tried = 0;
  #finishedAt: string | null = null;
  #stopped = false;

  constructor(sessions: readonly Session[], options: RestorationOptions) {
    this.#options = options;
    this.#sessions = sessions.filter(({ row }) => row.linked === 1 && isRestored(row));
    this.#startedAt = options.now().toISOString();
  }

  get summary(): RestorationSummary {
    return {
      startedAt: this.#startedAt,
      finishedAt: this.#finishedAt,
      linked: this.#sessions.length,
      tried: this.#tried,
      states: countStates(this.#sessions),
    };
  }

  /** Resolves when each session has had its first try, or it was stopped. */
  async run(): Promise<void> {
    const waiting = [...this.#sessions];
    const restoreOneByOne = async () => {
      for (let session = waiting.shift(); session && !this.#stopped; session = waiting.shift()) {
        await session.restore();
        this.#tried += 1;
        if (waiting.length > 0) await pause(REST_MS, undefined, { ref: false });
      }
    };
    await Promise.all(Array.from({ length: this.#options.batchSize }, restoreOneByOne));
    if (!this.#stopped) this.#finishedAt = this.#options.now().toISOString();
  }

  /** Begins no further session. */
  stop(): void {
    this.#stopped = true;
  }
}

function isRestored({ state, reason }: Session['row']): boolean {
  return state !== 'stopped' || mendedByRestart.includes(reason ?? '');
}

/** How many sessions are in each state. */
export function countStates(sessions: Iterable<Session>): Partial<Record<SessionState, number>> {
  const counts: Partial<Record<SessionState, number>> = {};
  for (const { row } of sessions) counts[row.state] = (counts[row.state] ?? 0) + 1;
  return counts;
}
