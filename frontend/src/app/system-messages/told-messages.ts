import { DOCUMENT, inject, Service } from '@angular/core';
import { TAB_LOCKS } from '../tabs';
import { isNews, type SystemMessage } from './system-message';

/** Where they are kept, and what the locks are called by. */
const STORAGE_KEY = 'condorito.system-messages';
/**
 * How long a message stays locked, in milliseconds: what one tab writes into the storage reaches another only after a while,
 * and both hear of the message at the same moment.
 */
const HELD_FOR = 10_000;

/** A message that was told in this browser: its place in the log, and when it was said. */
type Told = Pick<SystemMessage, 'clientCode' | 'seq' | 'at'>;

/** What the tabs of this browser have told of: each message is told in one of them. */
@Service()
export class ToldMessages {
  readonly #locks = inject(TAB_LOCKS);
  readonly #storage = inject(DOCUMENT).defaultView?.localStorage;

  /** Those that no tab has told of yet; from now on this one has. */
  async claim(messages: readonly SystemMessage[]): Promise<readonly SystemMessage[]> {
    const isOurs = await Promise.all(messages.map((message) => this.#lock(message)));
    return this.#claimNow(messages.filter((_message, index) => isOurs[index]));
  }

  /** Whether no other tab is about to tell of it at this moment. */
  #lock({ clientCode, seq, at }: SystemMessage): Promise<boolean> {
    const locks = this.#locks;
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      void locks.request(`${STORAGE_KEY}/${clientCode}/${seq ?? at}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((release) => setTimeout(release, HELD_FOR));
      });
    });
  }

  #claimNow(messages: readonly SystemMessage[]): readonly SystemMessage[] {
    const told = this.#told();
    const untold = messages.filter((message) => !told.some((other) => isSame(other, message)));
    const all = [...told, ...untold.map(({ clientCode, seq, at }) => ({ clientCode, at, ...(seq && { seq }) }))];
    this.#storage?.setItem(STORAGE_KEY, JSON.stringify(all));
    return untold;
  }

  /** Only what another tab could still take for news. */
  #told(): readonly Told[] {
    const now = Date.now();
    const told = JSON.parse(this.#storage?.getItem(STORAGE_KEY) ?? '[]') as readonly Told[];
    return told.filter(({ at }) => isNews({ at }, now));
  }
}

function isSame(one: Told, other: Told): boolean {
  return one.clientCode === other.clientCode && one.seq === other.seq && one.at === other.at;
}
