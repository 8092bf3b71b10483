import { inject, Service } from '@angular/core';
import { OfflineDatabase } from './offline-database';

/** Drafts as the browser keeps them. Where it keeps nothing, they live in whatever shows them. */
@Service()
export class StoredDrafts {
  readonly #database = inject(OfflineDatabase);

  /** Texts by conversation. */
  async of(userId: string): Promise<Map<string, string>> {
    // An array comes after every text, so this is the range of all pairs that begin with the user.
    const all = IDBKeyRange.bound([userId], [userId, []]);
    const drafts = await this.#database.run((connection) => connection.getAll('drafts', all));
    return new Map(drafts?.map(({ conversationId, text }) => [conversationId, text]));
  }

  /** An empty text removes the draft. May be called while the page is being left. */
  async write(userId: string, conversationId: string, text: string): Promise<void> {
    await this.#database.run(async (connection) => {
      const transaction = connection.transaction('drafts', 'readwrite');
      const writing = text
        ? transaction.store.put({ userId, conversationId, text })
        : transaction.store.delete([userId, conversationId]);
      // Without waiting for the answer, which a page that is being left would not live to see.
      transaction.commit();
      await Promise.all([writing, transaction.done]);
    });
  }
}
