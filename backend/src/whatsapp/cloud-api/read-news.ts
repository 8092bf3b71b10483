import type { Logger } from 'pino';
import { z } from 'zod';
import { forgetReceipts, readLastReceived, readOwedReceipts, removeReceipts } from '../../conversations/index.ts';
import type { Store } from '../../storage/index.ts';
import { readClientSettings } from '../../team-settings/index.ts';
import type { GraphApi } from './graph-api.ts';
import { GraphError, meaningOf } from './graph-errors.ts';

const AT_ONCE = 200;
const done = z.looseObject({ success: z.boolean() });

export interface ReadNewsOptions {
  store: Store;
  logger: Logger;
  graph: GraphApi;
  clientCode: string;
  sessionId: string;
  phoneNumberId: string;
  accessToken: string;
}

/**
 * Tells Meta what the team has read and that somebody writes. Reading one message marks those before it too, and so does the
 * typing indicator (Cloud API, mark messages as read, typing indicators): one call for each conversation.
 */
export class ReadNews {
  readonly #options: ReadNewsOptions;
  #running = false;
  #wanted = false;
  #round: Promise<void> = Promise.resolve();

  constructor(options: ReadNewsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.wake();
  }

  stop(): void {
    this.#running = false;
  }

  async close(): Promise<void> {
    this.stop();
    await this.#round;
  }

  /** Something may have been read. */
  wake(): void {
    if (!this.#running || this.#wanted) return;
    this.#wanted = true;
    this.#round = this.#round
      .then(() => this.#tellOwed())
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error }, 'what was read could not be told yet');
      });
  }

  /** Shown on the contact's phone for up to 25 seconds; only where the client lets its contacts know what was read. */
  async showTyping(conversationId: string): Promise<void> {
    const { store, clientCode } = this.#options;
    const { last, settings } = await store.read(async (database) => ({
      last: await readLastReceived(database, clientCode, conversationId),
      settings: await readClientSettings(database, clientCode),
    }));
    if (last && settings.readReceipts) await this.#post(last, { typing_indicator: { type: 'text' } });
  }

  async #tellOwed(): Promise<void> {
    this.#wanted = false;
    if (!this.#running) return;
    const { store, clientCode, sessionId } = this.#options;
    const { owed, settings } = await store.read(async (database) => ({
      owed: await readOwedReceipts(database, { clientCode, sessionId, limit: AT_ONCE }),
      settings: await readClientSettings(database, clientCode),
    }));
    if (owed.length === 0) return;
    if (!settings.readReceipts) {
      await store.write(({ database }) => forgetReceipts(database, clientCode, sessionId));
      return;
    }
    for (const receipts of Map.groupBy(owed, ({ conversationId }) => conversationId).values()) {
      const last = receipts.at(-1);
      if (!last || !(await this.#tell(last.whatsappId))) return;
      const ids = receipts.map(({ messageId }) => messageId);
      await store.write(({ database }) => removeReceipts(database, clientCode, ids));
    }
    this.wake();
  }

  /** Whether there is nothing more to tell: Meta knows it, or does not want to (a message of more than 30 days ago, say). */
  async #tell(whatsappId: string): Promise<boolean> {
    try {
      await this.#post(whatsappId, {});
      return true;
    } catch (error) {
      const isFinal = error instanceof GraphError && meaningOf(error).about === 'request';
      this.#options.logger[isFinal ? 'info' : 'warn']({ err: error }, 'what was read could not be told');
      return isFinal;
    }
  }

  async #post(whatsappId: string, more: object): Promise<void> {
    const { graph, phoneNumberId, accessToken: token } = this.#options;
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: whatsappId, ...more };
    await graph.call(done, { method: 'POST', path: `${phoneNumberId}/messages`, token, body });
  }
}
