import type { LiveState } from '#contract/events';

export type Typing = LiveState['typing'][number];

/** Typing that is not renewed ends by itself: browsers renew every few seconds, WhatsApp less often. In milliseconds. */
const LIFETIME = { user: 10_000, contact: 25_000, bot: 25_000 } as const;

/** Who is typing to whom, for the events and for those who poll. */
export class TypingBoard {
  readonly #entries = new Map<string, Map<string, { typing: Typing; timer: NodeJS.Timeout }>>();
  readonly #onExpired: (clientCode: string, typing: Typing) => void;

  constructor(onExpired: (clientCode: string, typing: Typing) => void) {
    this.#onExpired = onExpired;
  }

  /** Begins or renews; returns whether it is new. */
  start(clientCode: string, typing: Typing): boolean {
    const isNew = !this.stop(clientCode, typing);
    const timer = setTimeout(() => {
      if (this.stop(clientCode, typing)) this.#onExpired(clientCode, typing);
    }, LIFETIME[typing.by]);
    timer.unref();
    const ofClient = this.#entries.get(clientCode) ?? new Map<string, { typing: Typing; timer: NodeJS.Timeout }>();
    this.#entries.set(clientCode, ofClient.set(keyOf(typing), { typing, timer }));
    return isNew;
  }

  /** Returns whether it was on the board. */
  stop(clientCode: string, typing: Typing): boolean {
    const ofClient = this.#entries.get(clientCode);
    const entry = ofClient?.get(keyOf(typing));
    if (!ofClient || !entry) return false;
    clearTimeout(entry.timer);
    ofClient.delete(keyOf(typing));
    if (ofClient.size === 0) this.#entries.delete(clientCode);
    return true;
  }

  list(clientCode: string): Typing[] {
    return [...(this.#entries.get(clientCode)?.values() ?? [])].map(({ typing }) => typing);
  }

  clear(): void {
    for (const ofClient of this.#entries.values()) for (const { timer } of ofClient.values()) clearTimeout(timer);
    this.#entries.clear();
  }
}

function keyOf({ contactId, conversationId, by, userId, participantId, participant }: Typing): string {
  return JSON.stringify([contactId, conversationId, by, userId, participantId ?? participant]);
}
