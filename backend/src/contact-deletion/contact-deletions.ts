import type { Logger } from 'pino';
import {
  eraseContact,
  eraseInGroups,
  eraseMessages,
  eraseQuotes,
  forgetSomeWords,
  readDisowned,
  readSomeInGroups,
  readSomeOf,
  removeSomeIndexed,
} from '../conversations/index.ts';
import { readFilesOf, type MediaFiles } from '../media/index.ts';
import type { After } from '../operations/index.ts';
import { redactLog, removeOldestEvents, type SecretBox, type Store, type Writing } from '../storage/index.ts';
import type { WhatsAppSessions } from '../whatsapp/index.ts';
import {
  findFirstDeletion,
  forgetPerson,
  personOf,
  removeDeletion,
  type DeletedPerson,
  type DeletionRow,
} from './deletion-store.ts';
import { NumberHash } from './number-hash.ts';

/** So many events leave a log in one write. */
const EVENTS_AT_ONCE = 2_000;
const AFTER_FAILURE_MS = 5_000;

export interface ContactDeletionsOptions {
  store: Store;
  /** Seals the key by which deleted numbers are recognised. */
  box: SecretBox;
  files: Pick<MediaFiles, 'remove'>;
  logger: Logger;
  after: After;
  whatsapp: Pick<WhatsAppSessions, 'forgetPerson'>;
}

/**
 * Deletes what is left of contacts that nobody is shown any more, one after the other and a portion at a time, so that others
 * wait for no more than a portion. Every step may be done twice: after a crash a deletion goes on from its beginning, and its row
 * goes last.
 */
export class ContactDeletions {
  readonly #options: ContactDeletionsOptions;
  readonly #numberHash: NumberHash;
  #round: Promise<void> = Promise.resolve();
  #isWanted = false;
  #isClosed = false;
  #callOff: (() => void) | undefined;

  private constructor(options: ContactDeletionsOptions, numberHash: NumberHash) {
    this.#options = options;
    this.#numberHash = numberHash;
  }

  static async open(options: ContactDeletionsOptions): Promise<ContactDeletions> {
    return new ContactDeletions(options, await NumberHash.open(options));
  }

  /** To be awaited before a deletion begins: it may have to keep a number in a form that nobody can read. */
  prepare(): Promise<void> {
    return this.#numberHash.ensureKey();
  }

  /** There may be something to delete: something new, or what a process before this one has not finished. */
  wake(): void {
    if (this.#isClosed || this.#isWanted) return;
    this.#isWanted = true;
    this.#callOff?.();
    this.#round = this.#round
      .then(() => this.#deleteAll())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the data of a contact could not all be deleted yet');
        if (!this.#isClosed)
          this.#callOff = this.#options.after(AFTER_FAILURE_MS, () => {
            this.wake();
          });
      });
  }

  /** Ends with the present portion; the rest goes on with the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#callOff?.();
    await this.#round;
  }

  async #deleteAll(): Promise<void> {
    this.#isWanted = false;
    for (;;) {
      const deletion = await this.#options.store.read(findFirstDeletion);
      if (!deletion || this.#isClosed) return;
      if (!(await this.#delete(deletion))) return;
    }
  }

  /** False where the process ends before it is done. */
  async #delete(deletion: DeletionRow): Promise<boolean> {
    const { store, logger } = this.#options;
    const { id, clientCode, contactId } = deletion;
    const person = personOf(deletion);
    if (person) await this.#forgetAtLines(clientCode, person);
    const isDone =
      (await this.#eraseConversations(contactId)) &&
      (await this.#eraseInGroups(clientCode, contactId, person?.names ?? [])) &&
      (await this.#repeat((writing) => removeOldestEvents(writing.database, clientCode, EVENTS_AT_ONCE))) &&
      (await this.#forgetWords());
    if (!isDone) return false;
    await store.write(async (writing) => {
      await eraseContact(writing, contactId);
      await forgetPerson(writing, deletion);
      await redactLog(writing.database, clientCode);
    });
    await store.overwriteDeleted();
    await store.write(async (writing) => {
      await removeDeletion(writing, deletion);
      await writing.event(clientCode, 'settings:changed', () => Promise.resolve({ kind: 'deletions' }));
    });
    logger.info({ clientCode, deletionId: id }, 'the data of a contact were deleted');
    return true;
  }

  async #forgetAtLines(clientCode: string, { phoneNumber, lid, idsAtMeta }: DeletedPerson): Promise<void> {
    const users = [phoneNumber, lid].filter((user) => user !== null);
    await this.#options.whatsapp.forgetPerson(clientCode, users, idsAtMeta);
  }

  async #eraseConversations(contactId: string): Promise<boolean> {
    const { store } = this.#options;
    for (const conversationId of await store.read((database) => readDisowned(database, contactId))) {
      if (!(await this.#repeat((writing) => removeSomeIndexed(writing, conversationId)))) return false;
      for (;;) {
        if (this.#isClosed) return false;
        const messages = await store.read((database) => readSomeOf(database, conversationId));
        if (messages.length === 0) break;
        await this.#removeFiles(messages);
        await store.write((writing) => eraseMessages(writing, messages));
      }
    }
    return true;
  }

  async #eraseInGroups(clientCode: string, contactId: string, names: readonly string[]): Promise<boolean> {
    const { store } = this.#options;
    await store.write((writing) => eraseQuotes(writing, contactId, names));
    for (;;) {
      if (this.#isClosed) return false;
      const written = await store.read((database) => readSomeInGroups(database, contactId));
      if (written.length === 0) return true;
      await this.#removeFiles(written);
      await store.write((writing) => eraseInGroups(writing, clientCode, written));
    }
  }

  /** Before their rows: by those a next try finds what a crash has left. */
  async #removeFiles(messages: readonly { id: string }[]): Promise<void> {
    const { store, files } = this.#options;
    const ids = await store.read((database) =>
      readFilesOf(
        database,
        messages.map(({ id }) => id),
      ),
    );
    for (const id of ids) await files.remove(id);
  }

  async #forgetWords(): Promise<boolean> {
    let isFirst = true;
    return this.#repeat(async (writing) => {
      const isMore = await forgetSomeWords(writing, isFirst);
      isFirst = false;
      return isMore;
    });
  }

  /** One write after the other, as long as there is more to do. False where the process ends before that. */
  async #repeat(step: (writing: Writing) => Promise<boolean>): Promise<boolean> {
    for (;;) {
      if (this.#isClosed) return false;
      if (!(await this.#options.store.write(step))) return true;
    }
  }
}
