import type { Logger } from 'pino';

/**
 * The stored credentials of a line cannot be decrypted or read. A new identity in their place would unlink the phone
 * behind everybody's back, so only a person can help: with the right key, or by linking the phone again.
 */
export class UnreadableCredentialsError extends Error {
  constructor(options?: ErrorOptions) {
    super('The stored credentials of this line cannot be read.', options);
  }
}

/** Counts stored keys that cannot be read, each once, and names their kind in the log. */
export class UnreadableKeys {
  readonly #logger: Logger;
  readonly #met = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** How many different ones were met since the process started. */
  get count(): number {
    return this.#met.size;
  }

  /** `consequence` says in the log what happens without it. The key's id is an address of somebody, and not logged. */
  met(key: { sessionId: string; type: string; id: string }, consequence: string): void {
    const { sessionId, type, id } = key;
    const name = `${sessionId} ${type} ${id}`;
    if (this.#met.has(name)) return;
    this.#met.add(name);
    this.#logger.warn({ sessionId, type }, `a stored WhatsApp key cannot be read: ${consequence}`);
  }
}
