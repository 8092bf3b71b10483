import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import {
  cutQuotes,
  eraseContact,
  eraseInGroups,
  eraseMessages,
  eraseSomeQuotes,
  forgetSomeWords,
  readDisowned,
  readOlderQuotes,
  readSomeGroupsOf,
  readSomeIndexedOf,
  readSomeInGroups,
  readSomeOf,
  removeFromIndex,
  removeSomeIndexed,
  type QuotedPerson,
} from '../conversations/index.ts';
import { readFilesOf, type MediaFiles } from '../media/index.ts';
import type { After } from '../operations/index.ts';
import {
  redactLog,
  removeOldestEvents,
  type Reading,
  type SecretBox,
  type Store,
  type Writing,
} from '../storage/index.ts';
import { authorOfStoredQuote, withoutStoredQuote, type WhatsAppSessions } from '../whatsapp/index.ts';
import {
  forgetPerson,
  personOf,
  readWaitingDeletions,
  removeDeletion,
  type DeletedPerson,
  type DeletionRow,
} from './deletion-store.ts';
import { NumberHash } from './number-hash.ts';

/** So many events leave a log in one write. */
const EVENTS_AT_ONCE = 2_000;
/** The pause after the first failure, in milliseconds; each is twice the one before, up to the longest. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** In place of the id of a deletion: what is done for all of them together, and the whole of a round. */
const OVERWRITING = 'overwriting';
const ROUND = 'round';

const quoteInContent = { without: withoutStoredQuote, authorOf: authorOfStoredQuote };

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
 * Deletes what is left of contacts that nobody is shown any more: the rows of each, one after the other and a portion at a time, so
 * that others wait for no more than a portion, and then what all of them have left in the file. One that fails is tried again
 * later and holds up no other. Every step may be done twice: after a crash a deletion goes on from its beginning, and its row
 * goes last.
 */
export class ContactDeletions {
  readonly #options: ContactDeletionsOptions;
  readonly #numberHash: NumberHash;
  readonly #ended = new AbortController();
  /** What has failed: how often, and when it is tried again, in milliseconds since 1970. */
  readonly #putOff = new Map<string, { failures: number; until: number }>();
  #round: Promise<void> = Promise.resolve();
  #isWanted = false;
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
    if (this.#ended.signal.aborted || this.#isWanted) return;
    this.#isWanted = true;
    this.#round = this.#round.then(async () => {
      this.#isWanted = false;
      this.#callOff?.();
      await this.#attempt(ROUND, () => this.#deleteAll());
      this.#wakeForNextTry();
    });
  }

  /** Ends with the present portion; the rest goes on with the next start. */
  async close(): Promise<void> {
    this.#ended.abort();
    this.#callOff?.();
    await this.#round;
  }

  async #deleteAll(): Promise<void> {
    const { store } = this.#options;
    for (const deletion of await store.read(readWaitingDeletions)) {
      if (deletion.person !== null) await this.#attempt(deletion.id, () => this.#empty(deletion));
    }
    const emptied = (await store.read(readWaitingDeletions)).filter(({ person }) => person === null);
    if (emptied.length > 0) await this.#attempt(OVERWRITING, () => this.#overwrite(emptied));
  }

  /** Not before its time, where it has failed. */
  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    const { store, logger } = this.#options;
    const failures = this.#putOff.get(what)?.failures ?? 0;
    if ((this.#putOff.get(what)?.until ?? 0) > store.now().getTime()) return;
    try {
      this.#ended.signal.throwIfAborted();
      await work();
      this.#putOff.delete(what);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      logger.error({ err: error }, 'the data of a contact could not all be deleted yet');
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
      this.#putOff.set(what, { failures: failures + 1, until: store.now().getTime() + pause });
    }
  }

  #wakeForNextTry(): void {
    const next = Math.min(...[...this.#putOff.values()].map(({ until }) => until));
    if (!Number.isFinite(next) || this.#ended.signal.aborted) return;
    this.#callOff = this.#options.after(Math.max(0, next - this.#options.store.now().getTime()), () => {
      this.wake();
    });
  }

  /** Deletes everything that names the person, so that only unused bytes of the file are left of it. */
  async #empty(deletion: DeletionRow): Promise<void> {
    const { store } = this.#options;
    const { clientCode, contactId } = deletion;
    const person = personOf(deletion);
    if (person) await this.#forgetAtLines(clientCode, person);
    await this.#eraseConversations(contactId);
    // Their groups are known by what they wrote there.
    const groups = await this.#groupsOf(contactId);
    if (person) await this.#eraseQuotes({ ...person, clientCode, contactId }, groups);
    for (const group of groups) await this.#forgetWritten(group, contactId);
    await this.#eraseInGroups(clientCode, contactId);
    await this.#repeat((writing) => removeOldestEvents(writing.database, clientCode, EVENTS_AT_ONCE));
    await store.write(async (writing) => {
      await eraseContact(writing, contactId);
      await forgetPerson(writing, deletion);
      await redactLog(writing.database, clientCode);
    });
  }

  /** What rows and words have left behind them, of all who were deleted together. */
  async #overwrite(deletions: readonly DeletionRow[]): Promise<void> {
    const { store, logger } = this.#options;
    await this.#forgetWords();
    await store.overwriteDeleted(this.#ended.signal);
    await store.write(async (writing) => {
      for (const deletion of deletions) await removeDeletion(writing, deletion);
      for (const clientCode of new Set(deletions.map((deletion) => deletion.clientCode)))
        await writing.event(clientCode, 'settings:changed', () => Promise.resolve({ kind: 'deletions' }));
    });
    for (const { id, clientCode } of deletions)
      logger.info({ clientCode, deletionId: id }, 'the data of a contact were deleted');
  }

  async #forgetAtLines(clientCode: string, { phoneNumbers, lid, idsAtMeta }: DeletedPerson): Promise<void> {
    const users = [...phoneNumbers, ...(lid === null ? [] : [lid])];
    await this.#options.whatsapp.forgetPerson(clientCode, users, idsAtMeta);
  }

  async #eraseConversations(contactId: string): Promise<void> {
    const { store } = this.#options;
    for (const conversationId of await store.read((database) => readDisowned(database, contactId))) {
      await this.#repeat((writing) => removeSomeIndexed(writing, conversationId));
      for (;;) {
        this.#ended.signal.throwIfAborted();
        const messages = await store.read((database) => readSomeOf(database, conversationId));
        if (messages.length === 0) break;
        await this.#removeFiles(messages);
        await store.write((writing) => eraseMessages(writing, messages, quoteInContent));
      }
    }
  }

  /** What others have quoted of them though we do not have it. */
  async #eraseQuotes(person: QuotedPerson, groups: ReadonlySet<string>): Promise<void> {
    await this.#repeat((writing) => eraseSomeQuotes(writing, person, quoteInContent));
    for (const group of groups) {
      for (let after: number | undefined = 0; after !== undefined;)
        after = await this.#eraseOlder(person, group, after);
    }
  }

  /** Of some of the messages of a group behind `after`; resolves to where to go on, undefined behind the end. */
  async #eraseOlder(person: QuotedPerson, group: string, after: number): Promise<number | undefined> {
    const { store } = this.#options;
    const { quoting, last } = await this.#read((database) =>
      readOlderQuotes(database, group, after, person, quoteInContent),
    );
    if (quoting.length > 0) await store.write((writing) => cutQuotes(writing, quoting, quoteInContent));
    return last;
  }

  /** Takes what they wrote in a group out of the index. */
  async #forgetWritten(conversationId: string, participantId: string): Promise<void> {
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      const { theirs, last } = await this.#read((database) =>
        readSomeIndexedOf(database, { conversationId, participantId }, from),
      );
      if (theirs.length > 0) await this.#options.store.write((writing) => removeFromIndex(writing, theirs));
      after = last;
    }
  }

  async #groupsOf(contactId: string): Promise<ReadonlySet<string>> {
    const all = new Set<string>();
    for (let after: number | undefined = 0; after !== undefined;) {
      this.#ended.signal.throwIfAborted();
      const from: number = after;
      const { groups, last } = await this.#options.store.read((database) =>
        readSomeGroupsOf(database, contactId, from),
      );
      for (const group of groups) all.add(group);
      after = last;
    }
    return all;
  }

  async #eraseInGroups(clientCode: string, contactId: string): Promise<void> {
    const { store } = this.#options;
    for (;;) {
      this.#ended.signal.throwIfAborted();
      const written = await store.read((database) => readSomeInGroups(database, contactId));
      if (written.length === 0) return;
      await this.#removeFiles(written);
      await store.write((writing) => eraseInGroups(writing, clientCode, written, quoteInContent));
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

  async #forgetWords(): Promise<void> {
    let isFirst = true;
    await this.#repeat(async (writing) => {
      const isMore = await forgetSomeWords(writing, isFirst);
      isFirst = false;
      return isMore;
    });
  }

  /** Others are served first: one read after the other would not let them. Throws where the process ends before that. */
  async #read<T>(read: (database: Reading) => Promise<T>): Promise<T> {
    await endOfTurn();
    this.#ended.signal.throwIfAborted();
    return this.#options.store.read(read);
  }

  /** One write after the other, as long as there is more to do. Throws where the process ends before that. */
  async #repeat(step: (writing: Writing) => Promise<boolean>): Promise<void> {
    do this.#ended.signal.throwIfAborted();
    while (await this.#options.store.write(step));
  }
}
