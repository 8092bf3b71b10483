import type { PresentUser } from '#contract/events';
import { PresenceBoard } from './presence-board.ts';

/** The presence boards of all clients. */
export class Presence {
  readonly #boards = new Map<string, PresenceBoard>();
  readonly #tell: (clientCode: string, changed: PresentUser[]) => void;

  /** `tell` gets those of a client who have changed since it was last called for that client. */
  constructor(tell: (clientCode: string, changed: PresentUser[]) => void) {
    this.#tell = tell;
  }

  of(clientCode: string): PresenceBoard {
    const known = this.#boards.get(clientCode);
    if (known) return known;
    const board = new PresenceBoard((changed) => {
      this.#tell(clientCode, changed);
    });
    this.#boards.set(clientCode, board);
    return board;
  }

  clear(): void {
    for (const board of this.#boards.values()) board.clear();
  }
}
