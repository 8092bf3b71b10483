import { DOCUMENT, inject, Service } from '@angular/core';
import type { QueuedSend } from './queued-send';

/** Keeps a person's unsent texts over a reload of this tab. */
@Service()
export class SendQueueStorage {
  readonly #storage = inject(DOCUMENT).defaultView?.sessionStorage;

  read(userId: string): QueuedSend[] {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(nameFor(userId)) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isQueuedSend) : [];
    } catch {
      return [];
    }
  }

  /** Does its best: a full or forbidden storage costs the safety of a reload, not the message. */
  write(userId: string, sends: readonly QueuedSend[]): void {
    try {
      if (sends.length > 0) {
        this.#storage?.setItem(nameFor(userId), JSON.stringify(sends));
      } else {
        this.#storage?.removeItem(nameFor(userId));
      }
    } catch {
      // The text still waits in memory, and goes out from there.
    }
  }
}

function nameFor(userId: string): string {
  return `condorito.unsent.${userId}`;
}

function isQueuedSend(value: unknown): value is QueuedSend {
  const names = ['clientMessageId', 'conversationId', 'contactId', 'text', 'writtenAt'] as const;
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof (value as Partial<Record<string, unknown>>)[name] === 'string')
  );
}
