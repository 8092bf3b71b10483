import type { WAMessageKey } from 'baileys';
import type { Logger } from 'pino';
import { forgetReceipts, readOwedReceipts, removeReceipts, type OwedReceipt } from '../../conversations/index.ts';
import type { After } from '../../operations/index.ts';
import type { Store } from '../../storage/index.ts';
import { readClientSettings } from '../../team-settings/index.ts';
import { authorIn } from './group-author.ts';
import type { GroupDirectory } from './group-directory.ts';
import { jidOf } from './message-content.ts';
import { refusalOfGroupQuery } from './send-refusals.ts';

/** Looked at in one go; the next go begins when WhatsApp has answered. */
const AT_ONCE = 200;
/** A connection that holds this long after something was written has taken it, also where it says nothing. */
const TAKEN_AFTER_MS = 60_000;

export interface ReadReceiptsOptions {
  store: Store;
  logger: Logger;
  clientCode: string;
  sessionId: string;
  after: After;
  /** Tells WhatsApp that these messages, all of one author in one chat, were read. */
  tell: (keys: WAMessageKey[]) => Promise<void>;
  groups: GroupDirectory;
}

/**
 * Tells WhatsApp what the team has read, so that its contacts see it. What was read stays noted down until WhatsApp has
 * acknowledged it: what a connection could not tell, the next one does.
 */
export class ReadReceipts {
  readonly #options: ReadReceiptsOptions;
  #running = false;
  #wanted = false;
  #round: Promise<void> = Promise.resolve();
  /** What is on its way, by the first WhatsApp id of each receipt. */
  readonly #onItsWay = new Map<string, { messageIds: string[]; callOff: () => void }>();

  constructor(options: ReadReceiptsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.wake();
  }

  stop(): void {
    this.#running = false;
    for (const { callOff } of this.#onItsWay.values()) callOff();
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

  /** WhatsApp has taken a receipt; one that was not for having read something has another type. */
  acknowledged(id: string | undefined, type: string | undefined): void {
    if (id === undefined || (type !== undefined && !type.startsWith('read'))) return;
    void this.#taken(id);
  }

  async #tellOwed(): Promise<void> {
    this.#wanted = false;
    const { store, clientCode, sessionId } = this.#options;
    const underWay = new Set([...this.#onItsWay.values()].flatMap(({ messageIds }) => messageIds));
    const limit = AT_ONCE + underWay.size;
    const owed = await store.read((database) => readOwedReceipts(database, { clientCode, sessionId, limit }));
    if (owed.length === 0 || !this.#running) return;
    const { readReceipts } = await store.read((database) => readClientSettings(database, clientCode));
    if (!readReceipts) {
      await store.write(({ database }) => forgetReceipts(database, clientCode, sessionId));
      return;
    }
    const news = owed.filter(({ messageId }) => !underWay.has(messageId));
    const byAuthor = Map.groupBy(news, (one) => `${jidOf(one)} ${one.groupId === null ? '' : jidOf(one.author)}`);
    for (const receipts of byAuthor.values()) {
      const [first] = receipts;
      if (first) await this.#tell(first, receipts);
    }
  }

  /** All of one author in one chat. What could not be told is told at the next occasion. */
  async #tell(first: OwedReceipt, receipts: readonly OwedReceipt[]): Promise<void> {
    const { logger, tell, after } = this.#options;
    const messageIds = receipts.map(({ messageId }) => messageId);
    const callOff = after(TAKEN_AFTER_MS, () => void this.#taken(first.whatsappId));
    this.#onItsWay.set(first.whatsappId, { messageIds, callOff });
    try {
      const chat = await this.#chatOf(first);
      if (chat) await tell(receipts.map(({ whatsappId: id }) => ({ ...chat, id, fromMe: false })));
      else await this.#taken(first.whatsappId);
    } catch (error) {
      callOff();
      this.#onItsWay.delete(first.whatsappId);
      logger.warn({ err: error }, 'what was read could not be told yet');
    }
  }

  /** Undefined for a group this number is in no longer. */
  async #chatOf(receipt: OwedReceipt): Promise<WAMessageKey | undefined> {
    const remoteJid = jidOf(receipt);
    if (receipt.groupId === null) return { remoteJid };
    try {
      return { remoteJid, participant: await authorIn(this.#options.groups, remoteJid, receipt.author) };
    } catch (error) {
      if (refusalOfGroupQuery(error)) return undefined;
      throw error;
    }
  }

  async #taken(id: string): Promise<void> {
    const taken = this.#onItsWay.get(id);
    if (!taken) return;
    taken.callOff();
    const { store, clientCode, logger } = this.#options;
    try {
      await store.write(({ database }) => removeReceipts(database, clientCode, taken.messageIds));
      this.#onItsWay.delete(id);
      this.wake();
    } catch (error) {
      logger.error({ err: error }, 'what was told as read could not be stored');
    }
  }
}
