import type { CloseMeaning } from './close-codes.ts';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
/** A connection that held this long was a good one: the next loss begins again with the shortest wait. */
const GOOD_AFTER_MS = 60_000;

/**
 * Two programs that take one link from each other would do so for ever. The one that lost it waits this long, then longer;
 * replaced a third time it leaves the link to the other until a person decides.
 */
const REPLACED_DELAYS_MS = [300_000, 1_800_000];
/** Kept this long, the link is not contested any more. */
const UNCONTESTED_AFTER_MS = 3_600_000;

/** When one session is tried again, from what has happened to it so far. Times are milliseconds since 1970. */
export class Reconnection {
  readonly #random: () => number;
  #tries = 0;
  #restarted = false;
  #replacements = 0;
  #openedAt: number | undefined;

  /** `random` gives the jitter, from 0 to 1. */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  opened(now: number): void {
    this.#openedAt = now;
  }

  /** A person asks for a connection: what went before no longer counts. */
  reset(): void {
    this.#tries = 0;
    this.#restarted = false;
    this.#replacements = 0;
    this.#openedAt = undefined;
  }

  /** How long to wait after a loss, in milliseconds; undefined when nothing but a person should try again. */
  delayAfter(action: Exclude<CloseMeaning['action'], 'stop' | 'erase'>, now: number): number | undefined {
    const held = this.#openedAt === undefined ? 0 : now - this.#openedAt;
    this.#openedAt = undefined;
    if (held >= GOOD_AFTER_MS) {
      this.#tries = 0;
      this.#restarted = false;
    }
    if (held >= UNCONTESTED_AFTER_MS) this.#replacements = 0;
    if (action === 'retry_much_later') {
      this.#replacements += 1;
      return this.#jittered(REPLACED_DELAYS_MS[this.#replacements - 1]);
    }
    if (action === 'retry_at_once' && !this.#restarted) {
      this.#restarted = true;
      return 0;
    }
    this.#tries += 1;
    return this.#jittered(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#tries - 1)));
  }

  /** From half of it to all of it, so that sessions lost together do not come back together. */
  #jittered(full: number | undefined): number | undefined {
    return full === undefined ? undefined : Math.round(full / 2 + (full / 2) * this.#random());
  }
}
