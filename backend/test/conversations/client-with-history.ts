import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  recordMessage,
  recordStatus,
  type RecordedMessage,
  type RecordedStatus,
} from '../../src/conversations/index.ts';
import { Store } from '../../src/storage/index.ts';
import { createSession } from '../../src/whatsapp/index.ts';

export const CLIENT = 'acme';

/** A store with one client and one line, written to as WhatsApp writes. Its time stands still unless it is made to pass. */
export class ClientWithHistory {
  readonly store: Store;
  readonly sessionId: string;
  readonly #directory: string;
  readonly #clock: { now: number };
  #number = 0;

  private constructor(store: Store, sessionId: string, directory: string, clock: { now: number }) {
    this.store = store;
    this.sessionId = sessionId;
    this.#directory = directory;
    this.#clock = clock;
  }

  static async open(at = '2026-03-01T10:07:00.000Z', timeZone = 'UTC'): Promise<ClientWithHistory> {
    const directory = mkdtempSync(join(tmpdir(), 'condorito-history-'));
    const clock = { now: Date.parse(at) };
    const store = await Store.open(join(directory, 'condorito.db'), () => new Date(clock.now));
    const line = await store.write(async (writing) => {
      await writing.database
        .insertInto('clients')
        .values({ clientCode: CLIENT, name: 'Acme', timeZone, epoch: 'first', seq: 0, createdAt: writing.now })
        .execute();
      return createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Ventas' });
    });
    return new ClientWithHistory(store, line.id, directory, clock);
  }

  /** Lets time pass, in milliseconds. */
  pass(milliseconds: number): void {
    this.#clock.now += milliseconds;
  }

  /** A message as WhatsApp brings it; a text from a phone number unless said otherwise. */
  receive(message: Partial<RecordedMessage>) {
    this.#number += 1;
    return this.store.write((writing) =>
      recordMessage(writing, {
        clientCode: CLIENT,
        sessionId: this.sessionId,
        address: { phoneNumber: '573001112233' },
        whatsappId: `ID-${String(this.#number)}`,
        fromMe: false,
        type: 'text',
        text: `text ${String(this.#number)}`,
        sentAt: new Date(1_700_000_000_000 + this.#number * 1_000).toISOString(),
        ...message,
      }),
    );
  }

  status(whatsappId: string, status: RecordedStatus['status'], sessionId = this.sessionId): Promise<void> {
    return this.store.write((writing) => recordStatus(writing, { clientCode: CLIENT, sessionId, whatsappId, status }));
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#directory, { recursive: true });
  }
}
