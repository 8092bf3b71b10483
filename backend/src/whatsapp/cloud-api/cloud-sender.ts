import type { Logger } from 'pino';
import { z } from 'zod';
import type { MessageError } from '#contract/messages';
import type { SessionReason } from '#contract/whatsapp-sessions';
import {
  beginTry,
  contentOf,
  postponeTry,
  readAnsweredMessage,
  readBusinessUserId,
  readNextDue,
  readTried,
  readUnanswered,
  readUntried,
  recordStatus,
  takeBackTry,
  takeBackUnanswered,
  tellUnanswered,
  type OutboxEntry,
  type UntriedEntry,
} from '../../conversations/index.ts';
import { findFileToSend, isFileType, plainType, type FileToSend } from '../../media/index.ts';
import type { After } from '../../operations/index.ts';
import type { Store } from '../../storage/index.ts';
import { fileMissing, isMissing } from '../missing-file.ts';
import type { GraphApi } from './graph-api.ts';
import { GraphError, meaningOf, NeverSentError, toMessageError } from './graph-errors.ts';
import { forgetFileOf } from './meta-file-store.ts';
import type { MetaFiles } from './meta-files.ts';
import { outgoingBody, type OutgoingBody, type SentFile } from './outgoing-body.ts';
import { SendPace } from './send-pace.ts';

/** On their way at the same time, each of another conversation; fewer on a number that may send fewer in a second. */
const AT_ONCE = 200;
/** An answer that was lost may still be found out from a status; after that nobody knows (contract, "What sending promises"). */
const DOUBT_MS = 600_000;
/** Meta answers within a second or two: a message that has no answer for longer says so. */
const UNANSWERED_MS = 15_000;
/** Meta asks for four times the wait with each refusal of one pair of numbers (Cloud API, pair rate limits). */
const PAIR_MS = 4_000;
const LONGEST_PAIR_MS = 300_000;
/** A file that could not be brought to Meta is tried again, after twice the pause each time: for ten minutes in all. */
const UPLOAD_PAUSE_MS = 5_000;
const LONGEST_UPLOAD_PAUSE_MS = 300_000;
const UPLOAD_TRIES = 8;
const AFTER_FAILURE_MS = 5_000;
const CLOSE_WITHIN_MS = 5_000;

const windowClosed: MessageError = { code: 'window_closed', title: 'The contact last wrote more than 24 hours ago' };
const unknownPerson: MessageError = {
  code: 'undeliverable',
  title: 'Meta knows neither a number nor an id of this contact',
};
const uploadFailed: MessageError = { code: 'upload_failed', title: 'The file could not be brought to Meta' };

const accepted = z.looseObject({ messages: z.array(z.looseObject({ id: z.string() })).min(1) });

export interface CloudSenderOptions {
  store: Store;
  logger: Logger;
  after: After;
  graph: GraphApi;
  files: MetaFiles;
  clientCode: string;
  sessionId: string;
  phoneNumberId: string;
  accessToken: string;
  throughput: number;
  /** Meta says something of the whole line, or could not be reached: nothing more goes until somebody starts this again. */
  stopped: (why: SessionReason) => void;
}

/**
 * Sends what is in the outbox to Meta, each message once: Meta knows no ids of ours, so one whose answer was lost is not
 * repeated. A status tells what became of it, or it is `uncertain` after ten minutes, and a person decides.
 */
export class CloudSender {
  readonly #options: CloudSenderOptions;
  readonly #pace: SendPace;
  /** Conversations with a message on its way. */
  readonly #sending = new Map<string, Promise<void>>();
  /** How often Meta has refused one contact in a row. */
  readonly #pairRefusals = new Map<string, number>();
  /**
   * How often the file of a message could not be brought to Meta. Forgotten with the process: the tries begin anew after it,
   * and end as well, for no message goes out before its file is there.
   */
  readonly #failedUploads = new Map<string, number>();
  /** What calls off telling of a message that it has no answer yet, by its id. */
  readonly #awaited = new Map<string, () => void>();
  #running = false;
  #wanted = false;
  #round: Promise<void> = Promise.resolve();
  #callOff: (() => void) | undefined;

  constructor(options: CloudSenderOptions) {
    this.#options = options;
    this.#pace = new SendPace(options.throughput);
  }

  /** Meta has said how much it takes of this number. */
  set throughput(perSecond: number) {
    this.#pace.perSecond = perSecond;
  }

  start(): void {
    this.#running = true;
    this.#round = this.#awaitTried().catch((error: unknown) => {
      this.#options.logger.error({ err: error }, 'what of a line has no answer yet could not be read');
    });
    this.wake();
  }

  /** Begins no further send. Those under way go on: what becomes of them is not to be lost. */
  stop(): void {
    this.#running = false;
    this.#callOff?.();
  }

  /** Stops, and resolves when nothing is under way any more, at the latest after a while: a status tells of what still is. */
  async close(): Promise<void> {
    this.stop();
    await this.#round;
    for (const messageId of this.#awaited.keys()) this.#noLongerAwait(messageId);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const callOff = this.#options.after(CLOSE_WITHIN_MS, () => {
      resolve(undefined);
    });
    await Promise.race([promise, Promise.all(this.#sending.values())]);
    callOff();
  }

  /** Something was accepted. */
  wake(): void {
    if (!this.#running || this.#wanted) return;
    this.#wanted = true;
    this.#round = this.#round
      .then(() => this.#sendDue())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the outbox of a line could not be read');
        this.#wakeIn(AFTER_FAILURE_MS);
      });
  }

  async #sendDue(): Promise<void> {
    this.#wanted = false;
    if (!this.#running) return;
    const { store, clientCode, sessionId } = this.#options;
    const underWay = [...this.#sending.keys()];
    const now = store.now();
    const query = { clientCode, sessionId, now: now.toISOString(), without: underWay };
    await this.#giveUpUnanswered(query);
    const entries = await store.read((database) =>
      readUntried(database, { ...query, limit: AT_ONCE - underWay.length }),
    );
    const due = entries.slice(0, this.#pace.take(entries.length, now.getTime()));
    await this.#noteTries(due.filter(({ type }) => !isFileType(type)));
    for (const entry of due) this.#begin(entry);
    await this.#planNext();
  }

  /** From now on Meta may have them. False where one is no longer to be sent. */
  async #noteTries(entries: readonly UntriedEntry[]): Promise<boolean> {
    const { store, clientCode } = this.#options;
    const deadline = new Date(store.now().getTime() + DOUBT_MS).toISOString();
    return store.write(async ({ database }) => {
      let isThere = true;
      for (const { messageId } of entries) {
        isThere = (await beginTry(database, clientCode, messageId, deadline)) && isThere;
      }
      return isThere;
    });
  }

  /** Whoever is under way wakes this at its end. */
  async #planNext(): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    if (this.#sending.size >= AT_ONCE) return;
    const without = [...this.#sending.keys()];
    const next = await store.read((database) => readNextDue(database, { clientCode, sessionId, without }));
    if (next === undefined) return;
    const now = store.now().getTime();
    this.#wakeIn(Math.max(Date.parse(next) - now, this.#pace.wait(now)));
  }

  async #giveUpUnanswered(query: { clientCode: string; sessionId: string; now: string }): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    const lost = (await store.read((database) => readUnanswered(database, query))).filter(
      ({ conversationId }) => !this.#sending.has(conversationId),
    );
    if (lost.length === 0) return;
    await store.write(async (writing) => {
      for (const { whatsappId } of lost) {
        await recordStatus(writing, { clientCode, sessionId, whatsappId, status: 'uncertain' });
      }
    });
  }

  #begin(entry: UntriedEntry): void {
    const sent = this.#send(entry).then(
      () => {
        this.#sending.delete(entry.conversationId);
        this.wake();
      },
      (error: unknown) => {
        this.#options.logger.error({ err: error }, 'what became of a message could not be stored');
        this.#sending.delete(entry.conversationId);
        this.#wakeIn(AFTER_FAILURE_MS);
      },
    );
    this.#sending.set(entry.conversationId, sent);
  }

  async #send(entry: UntriedEntry): Promise<void> {
    const body = await this.#prepare(entry);
    if (!body) return;
    if ('error' in body) {
      await this.#fail(entry, body.error);
      return;
    }
    // A file takes its time: what has stopped meanwhile sends it another time, and a try is noted only now.
    if (isFileType(entry.type) && !(this.#running && (await this.#noteTries([entry])))) return;
    await this.#post(entry, body);
  }

  /** Those whose answers nobody has waited for since they were tried: this process was not there yet, or the line was away. */
  async #awaitTried(): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    const tried = await store.read((database) => readTried(database, clientCode, sessionId));
    for (const messageId of tried) this.#await(messageId);
  }

  #await(messageId: string): void {
    const { store, logger, after, clientCode } = this.#options;
    const callOff = after(UNANSWERED_MS, () => {
      this.#awaited.delete(messageId);
      store
        .write((writing) => tellUnanswered(writing, clientCode, messageId))
        .catch((error: unknown) => {
          logger.error({ err: error }, 'that a message has no answer yet could not be stored');
        });
    });
    this.#awaited.set(messageId, callOff);
  }

  #noLongerAwait(messageId: string): void {
    this.#awaited.get(messageId)?.();
    this.#awaited.delete(messageId);
  }

  async #post(entry: UntriedEntry, body: OutgoingBody): Promise<void> {
    const { store, logger, graph, clientCode, sessionId, phoneNumberId, accessToken: token } = this.#options;
    const { messageId, whatsappId: ourId } = entry;
    this.#await(messageId);
    try {
      const call = { method: 'POST', path: `${phoneNumberId}/messages`, token, body: outgoingBody(body) } as const;
      const { messages } = await graph.call(accepted, call);
      this.#noLongerAwait(messageId);
      this.#pace.taken(store.now().getTime());
      this.#pairRefusals.delete(entry.contactId);
      const whatsappId = messages[0]?.id ?? ourId;
      await store.write((writing) =>
        recordStatus(writing, { clientCode, sessionId, whatsappId, ourId, status: 'sent' }),
      );
    } catch (error) {
      if (error instanceof GraphError) await this.#refused(entry, error);
      else if (error instanceof NeverSentError) await this.#unreachable(entry);
      else logger.warn({ err: error }, 'the answer to a message was lost: a status has to tell what became of it');
    }
  }

  /** The body of a message; undefined where it goes another time, because its file could not be brought to Meta. */
  async #prepare(entry: UntriedEntry): Promise<OutgoingBody | { error: MessageError } | undefined> {
    const { messageId } = entry;
    try {
      const body = await this.#bodyOf(entry);
      this.#failedUploads.delete(messageId);
      return body;
    } catch (error) {
      if (error instanceof GraphError) await this.#refused(entry, error);
      else if (error instanceof NeverSentError) await this.#unreachable(entry);
      else return this.#putOff(entry, error);
      return undefined;
    }
  }

  /** One file that could not be brought is not about the line: the others go on. */
  async #putOff(entry: UntriedEntry, error: unknown): Promise<{ error: MessageError } | undefined> {
    const { store, logger } = this.#options;
    const failures = (this.#failedUploads.get(entry.messageId) ?? 0) + 1;
    logger.warn({ err: error, failures }, 'a message could not be prepared, or its file not brought to Meta');
    if (isFileType(entry.type) && failures >= UPLOAD_TRIES) {
      this.#failedUploads.delete(entry.messageId);
      return { error: uploadFailed };
    }
    this.#failedUploads.set(entry.messageId, failures);
    const pause = Math.min(LONGEST_UPLOAD_PAUSE_MS, UPLOAD_PAUSE_MS * 2 ** (failures - 1));
    await this.#again(entry, store.now().getTime() + pause);
    return undefined;
  }

  /** Everything Meta is to be told of a message; or why it cannot be sent. */
  async #bodyOf(entry: UntriedEntry): Promise<OutgoingBody | { error: MessageError }> {
    const { store, sessionId } = this.#options;
    const { phoneNumber, contactId, windowEndsAt, whatsappId: ourId } = entry;
    const content = contentOf(entry);
    // Without a message of theirs here Meta knows better: they may have written before this line was one of ours.
    const isClosed = windowEndsAt !== null && windowEndsAt <= store.now().toISOString();
    if (isClosed && !content.template) return { error: windowClosed };
    const { answered, userId, file } = await store.read(async (database) => ({
      answered: await readAnsweredMessage(database, entry),
      userId: phoneNumber === null ? await readBusinessUserId(database, sessionId, contactId) : undefined,
      file: await findFileToSend(database, entry.clientCode, entry.messageId),
    }));
    const to = phoneNumber === null ? userId && { userId } : { phoneNumber };
    if (!to) return { error: unknownPerson };
    const sent = await this.#bring(content.type, file);
    return sent && 'error' in sent ? sent : { content, to, ourId, file: sent, answers: answered?.whatsappId };
  }

  async #bring(type: string, file: FileToSend | undefined): Promise<SentFile | { error: MessageError } | undefined> {
    if (!file) return isFileType(type) ? { error: fileMissing } : undefined;
    try {
      const { fileName, voice, mimeType } = file;
      const isVoiceNote = voice === 1 && plainType(mimeType) === 'audio/ogg';
      return { metaId: await this.#options.files.upload(file, type), fileName, isVoiceNote };
    } catch (error) {
      if (isMissing(error)) return { error: fileMissing };
      // What is invalid of an upload is the file: its kind, or its size (Graph API, error 100).
      if (error instanceof GraphError && error.code === 100) {
        return { error: { ...toMessageError(error), code: 'file_refused' } };
      }
      throw error;
    }
  }

  async #refused(entry: OutboxEntry, error: GraphError): Promise<void> {
    const { store, logger, stopped } = this.#options;
    const refusal = meaningOf(error);
    logger.info({ code: error.code, about: refusal.about }, 'Meta refused a message');
    const now = store.now().getTime();
    switch (refusal.about) {
      case 'number':
      case 'account':
      case 'meta':
        await this.#again(entry, this.#pace.rest(now));
        break;
      case 'pair': {
        const refusals = this.#pairRefusals.get(entry.contactId) ?? 0;
        this.#pairRefusals.set(entry.contactId, refusals + 1);
        await this.#again(entry, now + Math.min(LONGEST_PAIR_MS, PAIR_MS * 4 ** refusals));
        break;
      }
      case 'line':
        this.stop();
        await this.#again(entry, now);
        stopped(refusal.reason);
        break;
      case 'request':
        await this.#fail(entry, toMessageError(error));
    }
  }

  async #unreachable(entry: OutboxEntry): Promise<void> {
    this.stop();
    await this.#again(entry, this.#options.store.now().getTime());
    this.#options.stopped('server_unreachable');
  }

  /** Meta certainly does not have it: it goes later, as if it had never been tried. `at` in milliseconds since 1970. */
  async #again({ messageId }: OutboxEntry, at: number): Promise<void> {
    const { store, clientCode } = this.#options;
    this.#noLongerAwait(messageId);
    await store.write(async (writing) => {
      await takeBackTry(writing.database, clientCode, messageId);
      await postponeTry(writing.database, clientCode, messageId, new Date(at).toISOString());
      await takeBackUnanswered(writing, clientCode, messageId);
    });
  }

  async #fail({ messageId, whatsappId }: OutboxEntry, error: MessageError): Promise<void> {
    const { store, clientCode, sessionId } = this.#options;
    this.#noLongerAwait(messageId);
    await store.write(async (writing) => {
      if (error.code === 'file_refused') await forgetFileOf(writing.database, sessionId, whatsappId);
      await recordStatus(writing, { clientCode, sessionId, whatsappId, status: 'failed', error });
    });
  }

  #wakeIn(milliseconds: number): void {
    this.#callOff?.();
    if (!this.#running) return;
    this.#callOff = this.#options.after(Math.max(0, milliseconds), () => {
      this.wake();
    });
  }
}
