import type { PresentUser } from '#contract/events';
import { PersonPresence } from './person-presence.ts';

/** Colleagues are told at most this often, in milliseconds; what changes in between is told together. */
const TELLING_INTERVAL = 200;

/** Who of one client's team is online and which conversation they look at. */
export class PresenceBoard {
  readonly #people = new Map<string, PersonPresence>();
  /** What the team knows: only those who are online stand here. */
  readonly #told = new Map<string, PresentUser>();
  readonly #tell: (changed: PresentUser[]) => void;
  #telling: NodeJS.Timeout | undefined;

  /** `tell` gets those who have changed since it was last called. */
  constructor(tell: (changed: PresentUser[]) => void) {
    this.#tell = tell;
  }

  /** This person's place on the board, whether online or not. */
  of(userId: string): PersonPresence {
    const known = this.#people.get(userId);
    if (known) return known;
    const person = new PersonPresence(userId, () => {
      this.#changed();
    });
    this.#people.set(userId, person);
    return person;
  }

  /** Everybody who is online. */
  list(): PresentUser[] {
    return [...this.#people.values()].map(({ present }) => present).filter(({ online }) => online);
  }

  clear(): void {
    clearTimeout(this.#telling);
    for (const person of this.#people.values()) person.clear();
    this.#people.clear();
  }

  #changed(): void {
    if (this.#telling) return;
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.#tellChanges();
    }, TELLING_INTERVAL);
    this.#telling.unref();
  }

  #tellChanges(): void {
    const changed: PresentUser[] = [];
    for (const [userId, { present }] of this.#people) {
      if (!isSame(present, this.#told.get(userId))) changed.push(present);
      if (present.online) {
        this.#told.set(userId, present);
      } else {
        this.#told.delete(userId);
        this.#people.delete(userId);
      }
    }
    if (changed.length > 0) this.#tell(changed);
  }
}

/** Nobody knows of somebody who is offline, so that is the same as not being there. */
function isSame(present: PresentUser, told: PresentUser | undefined): boolean {
  if (!told) return !present.online;
  return (
    present.online &&
    present.name === told.name &&
    present.viewing === told.viewing &&
    present.viewingConversation === told.viewingConversation
  );
}
