import type { proto } from 'baileys';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { EventBody } from '#contract/events';
import type {
  CreateSessionRequest,
  SessionQr,
  SessionReason,
  SessionState,
  UpdateSessionRequest,
  WhatsAppSession,
} from '#contract/whatsapp-sessions';
import {
  findMessageWithFile,
  type MessageWithFile,
  type NumberAnswer,
  type WhatsAppAddress,
} from '../conversations/index.ts';
import { FileGoneError, type AwaitedFile, type MediaFiles } from '../media/index.ts';
import { after as afterRealTime, type After } from '../operations/index.ts';
import type { CommittedEvent, SecretBox, Store } from '../storage/index.ts';
import {
  CloudSession,
  forgetNoticesOf,
  GraphApi,
  insertCloudLine,
  readCloudLines,
  type CloudEnvironment,
} from './cloud-api/index.ts';
import { ContactSignals } from './contact-signals.ts';
import { whoWrites, type HeardTyping } from './heard-typing.ts';
import { Heartbeat } from './heartbeat.ts';
import { NumberSearch } from './number-search.ts';
import { countStates, Restoration, type RestorationSummary } from './restoration.ts';
import type { SessionEnvironment } from './session-environment.ts';
import { createSession, readAllSessions, toSession, type SessionRow } from './session-store.ts';
import type { MemberAddress, Session } from './session.ts';
import { WebSession } from './web-session.ts';
import { IncomingFiles, MediaServers, UnreadableKeys } from './whatsapp-web/index.ts';

export interface WhatsAppSessionsOptions {
  store: Store;
  box: SecretBox;
  logger: Logger;
  files: MediaFiles;
  /** `WHATSAPP_MEDIA_URL`; undefined for WhatsApp's own servers. */
  mediaUrl: string | undefined;
  /** `WHATSAPP_WEB_URL`; undefined for WhatsApp's own address. */
  url: string | undefined;
  /** `GRAPH_API_URL`; undefined for Meta's own address. */
  graphUrl: string | undefined;
  /** The origin under which Meta finds this server (`PUBLIC_URL`). */
  publicUrl: string | undefined;
  /** How many sessions are restored at the same time (`RESTORE_BATCH_SIZE`). */
  restoreBatchSize: number;
  /** Before the first heartbeat and between two, in milliseconds. */
  heartbeatDelay: number;
  heartbeatInterval: number;
  /** How long WhatsApp has to acknowledge a message before it is sent again, in milliseconds. */
  ackTimeout?: number;
  /** How long each QR is shown, in milliseconds; WhatsApp's own times when absent. */
  qrLifetime?: number;
  after?: After;
  emitQr(clientCode: string, qr: EventBody<'whatsapp:qr'>): void;
  emitTyping: (clientCode: string, typist: HeardTyping, typing: boolean) => void;
}

/** Every WhatsApp session of this process: who has which, and what the rest of the product asks of them. */
export class WhatsAppSessions {
  readonly #options: WhatsAppSessionsOptions;
  readonly #environment: SessionEnvironment;
  readonly #cloudEnvironment: CloudEnvironment;
  readonly #sessions = new Map<string, Session>();
  readonly #stopListening: () => void;
  /** What contacts are shown of the team. */
  readonly signals: ContactSignals;
  readonly #disconnections: Partial<Record<SessionReason, number>> = {};
  readonly #unreadableKeys: UnreadableKeys;
  readonly #heartbeat: Heartbeat;
  readonly #incomingFiles: IncomingFiles;
  #restoration: Restoration | undefined;

  constructor(options: WhatsAppSessionsOptions) {
    this.#options = options;
    this.#unreadableKeys = new UnreadableKeys(options.logger);
    this.signals = new ContactSignals({ ...options, session: (id) => this.#sessions.get(id) });
    const after = options.after ?? afterRealTime;
    const mediaServers = new MediaServers(options.mediaUrl);
    this.#environment = {
      ...options,
      unreadableKeys: this.#unreadableKeys,
      mediaServers,
      numbers: new NumberSearch({ logger: options.logger, now: () => options.store.now() }),
      ackTimeout: options.ackTimeout ?? 10_000,
      qrLifetime: options.qrLifetime,
      after,
      emitQr: (clientCode, qr) => {
        options.emitQr(clientCode, qr);
      },
      contactTyping: (...typing) => void this.#contactTyping(...typing),
    };
    const { publicUrl, graphUrl } = options;
    this.#cloudEnvironment = { ...options, after, publicUrl, graph: new GraphApi(graphUrl) };
    this.#incomingFiles = new IncomingFiles({
      store: options.store,
      servers: mediaServers,
      renew: (message, content) => this.#renewFile(message, content),
    });
    this.#heartbeat = new Heartbeat({
      delay: options.heartbeatDelay,
      interval: options.heartbeatInterval,
      after,
      logger: options.logger,
      sessions: () => [...this.#sessions.values()],
    });
    this.#stopListening = options.store.onCommitted((events) => {
      this.#wakeSenders(events);
      this.#tellRead(events);
      this.#countDisconnections(events);
    });
  }

  /** Reads the sessions there are, before anybody asks for them. */
  async load(): Promise<void> {
    const { rows, lines } = await this.#options.store.read(async (database) => ({
      rows: await readAllSessions(database),
      lines: new Map((await readCloudLines(database)).map((line) => [line.sessionId, line])),
    }));
    for (const row of rows) {
      const line = lines.get(row.id);
      const session = line
        ? new CloudSession(this.#cloudEnvironment, row, line)
        : new WebSession(this.#environment, row);
      this.#sessions.set(row.id, session);
    }
  }

  /** Connects the sessions that were linked; from then on the heartbeat looks after them. */
  async restore(): Promise<void> {
    const { restoreBatchSize, logger, store } = this.#options;
    const sessions = [...this.#sessions.values()];
    const restoration = new Restoration(sessions, { batchSize: restoreBatchSize, now: () => store.now() });
    this.#restoration = restoration;
    logger.info({ ...restoration.summary }, 'restoring the WhatsApp sessions');
    await Promise.allSettled(sessions.map((session) => session.settle()));
    await restoration.run();
    if (restoration.summary.finishedAt === null) {
      logger.info({ ...restoration.summary }, 'the end of the process has broken off restoring the WhatsApp sessions');
      return;
    }
    // Not before: a line that waits for its turn has no try before it either.
    this.#heartbeat.start();
    logger.info({ ...restoration.summary }, 'WhatsApp sessions restored');
  }

  /** What became of the sessions that were linked at the start; undefined before that. */
  get restoration(): RestorationSummary | undefined {
    return this.#restoration?.summary;
  }

  /** Every session of the installation as it is now, for whoever looks after them all. */
  rows(): SessionRow[] {
    return [...this.#sessions.values()].map(({ row }) => row);
  }

  /** Makes a line; one over Meta's Cloud API has its credentials and is connected at once. */
  async create(clientCode: string, request: CreateSessionRequest): Promise<WhatsAppSession> {
    const { store, box } = this.#options;
    const { kind, name } = request;
    const { row, line } = await store.write(async (writing) => {
      const created = await createSession(writing, clientCode, { kind, name });
      const credentials = request.kind === 'cloud-api' ? request : undefined;
      return { row: created, line: credentials && (await insertCloudLine(writing, box, created.id, credentials)) };
    });
    const session = line ? new CloudSession(this.#cloudEnvironment, row, line) : new WebSession(this.#environment, row);
    this.#sessions.set(row.id, session);
    if (line) await session.connect();
    return this.#show(session, true);
  }

  /** The session as the contract shows it, to an admin with what only they see; undefined when this client has none such. */
  get(clientCode: string, id: string, forAdmin = false): WhatsAppSession | undefined {
    const session = this.#find(clientCode, id);
    return session && this.#show(session, forAdmin);
  }

  list(clientCode: string, forAdmin = false): WhatsAppSession[] {
    return this.#ofClient(clientCode).map((session) => this.#show(session, forAdmin));
  }

  /** Renames a line, and replaces what is named of the credentials of one over Meta's Cloud API. */
  async change(clientCode: string, id: string, { name, ...credentials }: UpdateSessionRequest): Promise<void> {
    const session = this.#find(clientCode, id);
    if (name !== undefined) await session?.rename(name);
    if (Object.keys(credentials).length > 0 && session instanceof CloudSession)
      await session.changeCredentials(credentials);
  }

  /** The line over Meta's Cloud API with this id, of this client or, for Meta itself, of any; undefined where there is none. */
  findCloud(id: string, clientCode?: string): CloudSession | undefined {
    const session = clientCode === undefined ? this.#sessions.get(id) : this.#find(clientCode, id);
    return session instanceof CloudSession ? session : undefined;
  }

  /** Every line over Meta's Cloud API that the client has. */
  cloudOf(clientCode: string): CloudSession[] {
    return this.#ofClient(clientCode).filter((session) => session instanceof CloudSession);
  }

  /** Links or connects a session; with a `phoneNumber` the person types a pairing code instead of scanning. */
  async connect(clientCode: string, id: string, phoneNumber?: string): Promise<void> {
    await this.#find(clientCode, id)?.connect(phoneNumber);
  }

  /** Gives up linking a phone; changes nothing where none is being linked. */
  async cancelLink(clientCode: string, id: string): Promise<void> {
    await this.#find(clientCode, id)?.cancelLink();
  }

  async logout(clientCode: string, id: string): Promise<void> {
    await this.#find(clientCode, id)?.logout();
  }

  /** Unlinks and removes the line; its conversations stay. */
  async remove(clientCode: string, id: string): Promise<void> {
    const session = this.#find(clientCode, id);
    if (!session) return;
    await session.remove();
    this.#sessions.delete(id);
  }

  /** What is being shown to admins of this client now. */
  currentQrs(clientCode: string): (SessionQr & { sessionId: string })[] {
    return this.#ofClient(clientCode).flatMap(({ row, qr }) => (qr ? [{ sessionId: row.id, ...qr }] : []));
  }

  /** How many sessions of the installation are in each state. */
  counts(): Partial<Record<SessionState, number>> {
    return countStates(this.#sessions.values());
  }

  /** How often lines lost their connection since the start, by reason. */
  disconnections(): Partial<Record<SessionReason, number>> {
    return { ...this.#disconnections };
  }

  /** How many stored keys could not be read since the start. */
  unreadableKeys(): number {
    return this.#unreadableKeys.count;
  }

  /**
   * Who has one of these numbers on WhatsApp, asked through this line. Rejects with `too-many-requests`, unless the asking is
   * paced already.
   */
  async findNumber(
    clientCode: string,
    id: string,
    phoneNumbers: readonly string[],
    isPaced = false,
  ): Promise<NumberAnswer> {
    const session = this.#find(clientCode, id);
    return session ? session.findNumber(phoneNumbers, isPaced) : 'not_connected';
  }

  /** Who is in a group, asked through this line; undefined while it cannot be. Rejects where WhatsApp does not say. */
  async groupMembers(clientCode: string, id: string, groupId: string): Promise<MemberAddress[] | undefined> {
    return this.#find(clientCode, id)?.groupMembers(groupId);
  }

  /** The file of a message from WhatsApp, as its sender had it. Rejects with a `FileGoneError` where nobody has it any more. */
  async fetchFile({ clientCode, messageId }: AwaitedFile, signal: AbortSignal): Promise<Readable> {
    const { store } = this.#options;
    const message = await store.read((database) => findMessageWithFile(database, clientCode, messageId));
    if (!message) throw new FileGoneError('Its message is gone.');
    if (message.kind === 'whatsapp-web') return this.#incomingFiles.fetch(message, signal);
    const session = this.findCloud(message.sessionId, clientCode);
    if (!session) throw new FileGoneError('Its line has been removed.');
    return session.line.fetchFile(message.content, signal);
  }

  /**
   * Keeps nothing of a person any more: what the lines by QR need to talk with them (`users` of their addresses, digits), and what
   * Meta has told that names them.
   */
  async forgetPerson(clientCode: string, users: readonly string[], idsAtMeta: readonly string[]): Promise<void> {
    const names = [...users, ...idsAtMeta];
    if (names.length > 0) await this.#options.store.write((writing) => forgetNoticesOf(writing, clientCode, names));
    if (users.length === 0) return;
    for (const session of this.#ofClient(clientCode)) {
      if (session instanceof WebSession) await session.forgetPerson(users);
    }
  }

  async close(): Promise<void> {
    this.#restoration?.stop();
    this.#stopListening();
    // A ping under way ends with its connection: not before, and not the other way round.
    const beaten = this.#heartbeat.stop();
    await Promise.allSettled([...this.#sessions.values()].map((session) => session.close()));
    await beaten;
  }

  async #renewFile(message: MessageWithFile, content: proto.IMessage): Promise<proto.IMessage> {
    const session = this.#sessions.get(message.sessionId);
    if (!(session instanceof WebSession)) throw new FileGoneError('Its line has been removed.');
    if (!session.openConnection) throw new Error('The line is not connected.');
    return session.openConnection.renewFile(message, content);
  }

  #show(session: Session, forAdmin: boolean): WhatsAppSession {
    return {
      ...toSession(session.row),
      ...(forAdmin && session.qr && { qr: session.qr }),
      ...(forAdmin && session instanceof CloudSession && { cloudApi: session.line.shown }),
    };
  }

  #find(clientCode: string, id: string): Session | undefined {
    const session = this.#sessions.get(id);
    return session?.row.clientCode === clientCode ? session : undefined;
  }

  #ofClient(clientCode: string): Session[] {
    return [...this.#sessions.values()].filter(({ row }) => row.clientCode === clientCode);
  }

  /**
   * What is queued in a commit is sent now: the event is the one sign that something was accepted, or is tried again. A
   * reaction shows as a change of the message it is about.
   */
  #wakeSenders(events: readonly CommittedEvent[]): void {
    for (const event of events) {
      if (event.name === 'message:new' && event.data.message.status === 'queued') {
        this.#sessions.get(event.data.conversation.sessionId)?.wake();
      } else if (
        event.name === 'message:updated' ||
        (event.name === 'message:status' && event.data.status === 'queued')
      ) {
        // Neither names its line, and both are seldom: each looks whether it is its own.
        for (const session of this.#ofClient(event.clientCode)) session.wake();
      }
    }
  }

  /** A conversation without anything unread may have just been read. */
  #tellRead(events: readonly CommittedEvent[]): void {
    for (const event of events) {
      if (event.name !== 'message:new' && event.name !== 'conversation:updated') continue;
      const { sessionId, unread } = event.data.conversation;
      if (unread === 0) this.#sessions.get(sessionId)?.tellRead();
    }
  }

  #countDisconnections(events: readonly CommittedEvent[]): void {
    for (const event of events) {
      if (event.name !== 'whatsapp:disconnected') continue;
      const { reason } = event.data;
      this.#disconnections[reason] = (this.#disconnections[reason] ?? 0) + 1;
    }
  }

  async #contactTyping(
    line: Pick<SessionRow, 'clientCode' | 'id'>,
    address: WhatsAppAddress,
    typing: boolean,
    participant: WhatsAppAddress | undefined,
  ): Promise<void> {
    const heard = await this.#options.store.read((database) => whoWrites(database, line, address, participant));
    if (heard) this.#options.emitTyping(line.clientCode, heard, typing);
  }
}
