import { effect, inject, Service } from '@angular/core';
import type { UnsentMessage } from '../../offline';
import { SendQueue } from './send-queue';

/** Addresses under which the page shows files that wait to be sent. They are given up once the message is confirmed. */
@Service()
export class LocalFiles {
  readonly #sends = inject(SendQueue).sends;
  readonly #addresses = new Map<string, string>();

  constructor() {
    effect(() => {
      const waiting = new Set(this.#sends().map(({ clientMessageId }) => clientMessageId));
      for (const [id, address] of this.#addresses) {
        if (waiting.has(id)) continue;
        URL.revokeObjectURL(address);
        this.#addresses.delete(id);
      }
    });
  }

  /** Empty where there is no file. */
  addressOf({ clientMessageId, file }: UnsentMessage): string {
    if (!file) return '';
    const known = this.#addresses.get(clientMessageId) ?? URL.createObjectURL(file.blob);
    this.#addresses.set(clientMessageId, known);
    return known;
  }
}
