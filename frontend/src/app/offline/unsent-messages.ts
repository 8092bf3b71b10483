import { inject, Service } from '@angular/core';
import type { OfflineConnection } from './offline-schema';
import { OfflineDatabase } from './offline-database';
import type { UnsentMessage } from './unsent-message';

/** What becomes of a message: changed, the same, or null for removed. */
export type Decide = (message: UnsentMessage) => UnsentMessage | null;

/** What was written in this browser and is not confirmed, of every user who signs in here. */
@Service()
export class UnsentMessages {
  readonly #database = inject(OfflineDatabase);
  /** What the browser did not keep, by `clientMessageId`: it lives as long as this tab. Null for removed. */
  readonly #held = new Map<string, UnsentMessage | null>();

  /** Puts a message at the end, and resolves once it is kept: with its `place`, or without where the browser keeps nothing. */
  async add(message: UnsentMessage): Promise<UnsentMessage> {
    // Those the browser did not keep were written earlier. Now it may.
    const homeless = [...this.#held.values()]
      .filter((held) => held !== null)
      .filter(({ place }) => place === undefined);
    const place = await this.#database.run((connection) => addInOrder(connection, [...homeless, message]));
    if (place === undefined) {
      this.#held.set(message.clientMessageId, message);
      return message;
    }
    for (const held of homeless) {
      const isSame = this.#held.get(held.clientMessageId) === held;
      if (isSame) this.#held.delete(held.clientMessageId);
    }
    return { ...message, place };
  }

  /** In the order in which they were written. */
  async of(userId: string): Promise<UnsentMessage[]> {
    const kept = await this.#database.run((connection) => connection.getAllFromIndex('unsent', 'userId', userId));
    const messages = new Map<string, UnsentMessage | null>(
      kept?.map((message) => [message.clientMessageId, message] as const),
    );
    this.#held.forEach((message, id) => messages.set(id, message));
    return [...messages.values()].flatMap((message) => (message?.userId === userId ? message : []));
  }

  /**
   * Decides about a message as it is now and keeps the decision in the same transaction: of two tabs that decide at the
   * same moment, the second sees what the first made. Resolves to what the message has become, or null when it is gone.
   */
  async change(message: UnsentMessage, decide: Decide): Promise<UnsentMessage | null> {
    const { clientMessageId } = message;
    if (!this.#held.has(clientMessageId)) {
      const change = await this.#database.run(async (connection) => ({
        message: await changeKept(connection, clientMessageId, decide),
      }));
      if (change) return change.message;
    }
    const held = this.#held.get(clientMessageId);
    const decided = held === null ? null : decide(held ?? message);
    this.#held.set(clientMessageId, decided);
    return decided;
  }
}

/** Returns the place of the last one. */
async function addInOrder(connection: OfflineConnection, messages: UnsentMessage[]): Promise<number | undefined> {
  const transaction = connection.transaction('unsent', 'readwrite');
  const places = messages.map((message) => transaction.store.add(message));
  await Promise.all([...places, transaction.done]);
  return places.at(-1);
}

async function changeKept(
  connection: OfflineConnection,
  clientMessageId: string,
  decide: Decide,
): Promise<UnsentMessage | null> {
  const transaction = connection.transaction('unsent', 'readwrite');
  const cursor = await transaction.store.index('clientMessageId').openCursor(clientMessageId);
  const decided = cursor && decide(cursor.value);
  const isChanged = cursor && decided !== cursor.value;
  await Promise.all([isChanged && (decided ? cursor.update(decided) : cursor.delete()), transaction.done]);
  return decided;
}
