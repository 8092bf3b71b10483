import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { MAX_BYTES } from '#contract/file-sizes';
import type { After } from '../operations/index.ts';
import type { CommittedEvent, Store, Writing } from '../storage/index.ts';
import { examineFile } from './examine-file.ts';
import {
  beginFetch,
  fetchAgain,
  fileArrived,
  fileFailed,
  makeFilesDue,
  postponeFetch,
  readDueFiles,
  readNextFetch,
  type AwaitedFile,
} from './fetch-store.ts';
import { TooLargeError, type ArrivedFile, type MediaFiles } from './media-files.ts';

/** Files on their way at the same time, of all clients together. */
const AT_ONCE = 4;
/** The first pause; each is four times the one before, up to the longest: ten tries take about a day. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;
const MOST_ATTEMPTS = 10;

/** Thrown where a file is nowhere any more, so that no later try can bring it. */
export class FileGoneError extends Error {}

export interface FileFetchingOptions {
  store: Store;
  files: MediaFiles;
  logger: Logger;
  after: After;
  /** The bytes of a file as its sender had it. Rejects, or ends with an error, where they cannot be had now. */
  fetch: (file: AwaitedFile, signal: AbortSignal) => Promise<Readable>;
  /** Tells everybody that the message with this file has changed. */
  tell: (writing: Writing, clientCode: string, messageId: string) => Promise<void>;
}

/**
 * Fetches the files of incoming messages: each is a row before it is a file, so that a crash, an outage or a server that is
 * slow costs a try and nothing else.
 */
export class FileFetching {
  readonly #options: FileFetchingOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #ended = new AbortController();
  #stopListening: (() => void) | undefined;
  #wanted = false;
  #round: Promise<void> = Promise.resolve();
  #callOff: (() => void) | undefined;

  constructor(options: FileFetchingOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { store } = this.#options;
    await store.write(makeFilesDue);
    this.#stopListening = store.onCommitted((events) => {
      if (events.some(bringsFile)) this.#wake();
    });
    this.#wake();
  }

  /** Gives up what is under way; it is tried again after the next start. */
  async close(): Promise<void> {
    this.#stopListening?.();
    this.#ended.abort();
    this.#callOff?.();
    await this.#round;
    await Promise.all(this.#running.values());
  }

  /** A person asks for a file that could not be fetched. False unless there is such a file. */
  retry(clientCode: string, id: string): Promise<boolean> {
    return this.#options.store.write(async (writing) => {
      const asked = await fetchAgain(writing, clientCode, id);
      if (asked) await this.#options.tell(writing, clientCode, asked.messageId);
      return asked !== undefined;
    });
  }

  #wake(): void {
    if (this.#wanted || this.#ended.signal.aborted) return;
    this.#wanted = true;
    this.#round = this.#round
      .then(() => this.#fetchDue())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the files to fetch could not be read');
        this.#wakeIn(FIRST_PAUSE_MS);
      });
  }

  async #fetchDue(): Promise<void> {
    this.#wanted = false;
    if (this.#ended.signal.aborted || this.#running.size >= AT_ONCE) return;
    const { store } = this.#options;
    const now = store.now();
    const underWay = [...this.#running.keys()];
    const query = { now: now.toISOString(), limit: AT_ONCE - underWay.length, without: underWay };
    const files = await store.read((database) => readDueFiles(database, query));
    await store.write(async ({ database }) => {
      for (const file of files) await beginFetch(database, file, pauseAfter(now, file));
    });
    for (const file of files) this.#begin(file);
    // What is under way wakes this when it ends, however late that is.
    const next = await store.read((database) => readNextFetch(database, [...this.#running.keys()]));
    if (next !== undefined) this.#wakeIn(Date.parse(next) - now.getTime());
  }

  #begin(file: AwaitedFile): void {
    const fetched = this.#fetch(file).finally(() => {
      this.#running.delete(file.id);
      this.#wake();
    });
    this.#running.set(file.id, fetched);
  }

  async #fetch(file: AwaitedFile): Promise<void> {
    const { logger, fetch, files } = this.#options;
    const { signal } = this.#ended;
    try {
      const arrived = await files.arrive(await fetch(file, signal), MAX_BYTES.document);
      await this.#keep(file, arrived);
    } catch (error) {
      // It is due again with the next start.
      if (signal.aborted) return;
      const isFinal = error instanceof FileGoneError || error instanceof TooLargeError;
      const level = isFinal ? 'info' : 'warn';
      logger[level]({ err: error, mediaId: file.id, attempt: file.attempts + 1 }, 'a file could not be fetched');
      if (isFinal || file.attempts + 1 >= MOST_ATTEMPTS) await this.#giveUp(file);
      else await this.#postpone(file);
    }
  }

  async #keep(file: AwaitedFile, arrived: ArrivedFile): Promise<void> {
    const { store, files, tell } = this.#options;
    try {
      const examined = await examineFile(arrived.path, arrived.bytes, file.mimeType);
      await files.keep(arrived, file.id);
      const { bytes, sha256 } = arrived;
      const isWanted = await store.write(async (writing) => {
        if (!(await fileArrived(writing, file, { ...examined, bytes, sha256 }))) return false;
        await tell(writing, file.clientCode, file.messageId);
        return true;
      });
      if (!isWanted) await files.remove(file.id);
    } finally {
      // Nothing is there any more once it has been kept.
      await files.discard(arrived.path);
    }
  }

  /** The pause begins when a try has failed, which may be long after it began. */
  async #postpone(file: AwaitedFile): Promise<void> {
    const { store, logger } = this.#options;
    try {
      await store.write(({ database }) => postponeFetch(database, file, pauseAfter(store.now(), file)));
    } catch (error) {
      logger.error({ err: error }, 'the next try of a file could not be stored');
    }
  }

  async #giveUp(file: AwaitedFile): Promise<void> {
    const { store, tell, logger } = this.#options;
    try {
      await store.write(async (writing) => {
        await fileFailed(writing, file);
        await tell(writing, file.clientCode, file.messageId);
      });
    } catch (error) {
      logger.error({ err: error }, 'it could not be stored that a file is gone');
    }
  }

  #wakeIn(milliseconds: number): void {
    this.#callOff?.();
    this.#callOff = this.#options.after(Math.max(0, milliseconds), () => {
      this.#wake();
    });
  }
}

/** An event after which a file may be due: it came with its message, or somebody asks for it again. */
function bringsFile(event: CommittedEvent): boolean {
  if (event.name !== 'message:new' && event.name !== 'message:updated') return false;
  return event.data.message.media?.state === 'pending';
}

function pauseAfter(now: Date, { attempts }: AwaitedFile): string {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** attempts);
  return new Date(now.getTime() + pause).toISOString();
}
