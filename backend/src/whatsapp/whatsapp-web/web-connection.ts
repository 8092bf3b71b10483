import {
  isJidGroup,
  type AuthenticationCreds,
  type BinaryNode,
  type proto,
  type WAMessage,
  type WASocket,
} from 'baileys';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { MessageError, MessageStatus } from '#contract/messages';
import type { MessageWithFile, OutboxEntry, WhatsAppAddress } from '../../conversations/index.ts';
import type { MediaFiles } from '../../media/index.ts';
import type { After } from '../../operations/index.ts';
import type { Store } from '../../storage/index.ts';
import type { MemberAddress } from '../session.ts';
import { CatchUp } from './catch-up.ts';
import { OutgoingFiles } from './files/outgoing-files.ts';
import type { MediaServers } from './files/media-servers.ts';
import { renewFile } from './files/renew-file.ts';
import { UploadPermits } from './files/upload-permits.ts';
import { findNumber } from './find-number.ts';
import { GroupDirectory } from './group-directory.ts';
import { GroupSending } from './group-sending.ts';
import { GroupVisits } from './group-visits.ts';
import { fileMissing } from '../missing-file.ts';
import { hearAtOnce } from './hear-at-once.ts';
import { Inbox } from './inbox.ts';
import type { KeyStore } from './key-store.ts';
import { hearTyping, LinePresence, type TypingHeard } from './line-presence.ts';
import { addressOf, jidOf } from './message-content.ts';
import { OutboxSender } from './outbox-sender.ts';
import { OutgoingMessages } from './outgoing-messages.ts';
import { ReadReceipts } from './read-receipts.ts';
import { refusalOf } from './send-refusals.ts';
import { showsLife } from './sign-of-life.ts';
import { storeBeforeAcknowledging, type Ticks } from './ticks.ts';
import { openWhatsAppSocket } from './whatsapp-socket.ts';

/** How long WhatsApp may take to confirm the end of a connection, which a dead one never does. */
const END_LIMIT_MS = 1_000;
/** How long there is to write that this device is unlinked. */
const UNLINK_LIMIT_MS = 3_000;

/** What the session's supervisor hears of one connection, in order. */
export interface ConnectionListener {
  qr(qr: string): void;
  /** The phone has accepted the QR; WhatsApp now asks for a restart (515). */
  paired(): void;
  open(me: { phoneNumber: string; name: string }): void;
  typing: TypingHeard;
  /** The last call: the connection is over. `code` is Baileys' `DisconnectReason`. */
  closed(code: number): void;
}

export interface WebConnectionOptions {
  store: Store;
  keys: KeyStore;
  credentials: AuthenticationCreds;
  clientCode: string;
  sessionId: string;
  logger: Logger;
  files: MediaFiles;
  mediaServers: MediaServers;
  /** Undefined for WhatsApp's own address. */
  url: string | undefined;
  ackTimeout: number;
  /** How long each QR is shown, in milliseconds; undefined for WhatsApp's own times. */
  qrLifetime: number | undefined;
  after: After;
  listener: ConnectionListener;
}

/** One connection to WhatsApp Web, from its first byte to its close; a reconnect is a new one. */
export class WebConnection {
  readonly #options: WebConnectionOptions;
  readonly #socket: WASocket;
  readonly #inbox: Inbox;
  readonly #sender: OutboxSender;
  readonly #catchUp: CatchUp;
  readonly #groups: GroupDirectory;
  readonly #groupVisits: GroupVisits;
  readonly #groupSending: GroupSending;
  readonly #outgoing: OutgoingMessages;
  readonly #receipts: ReadReceipts;
  readonly #presence: LinePresence;
  readonly #ended = Promise.withResolvers<false>();
  readonly #admitted = Promise.withResolvers<undefined>();

  constructor(options: WebConnectionOptions) {
    const { store, keys, clientCode, sessionId } = options;
    this.#options = options;
    this.#inbox = new Inbox({ ...options });
    this.#sender = new OutboxSender({ ...options, send: (entry) => this.#relay(entry) });
    this.#catchUp = new CatchUp({ ...options, work: () => this.#begin() });
    this.#socket = openWhatsAppSocket({
      ...options,
      sentMessage: (whatsappId) => this.#outgoing.sent(whatsappId),
      groupMetadata: (jid) => this.#groups.metadata(jid),
    });
    this.#presence = new LinePresence(this.#socket);
    this.#groups = new GroupDirectory({
      ask: (jid) => this.#socket.groupMetadata(jid),
      learn: (told) => this.#inbox.learnGroup(told),
      name: (jid, subject) => this.#inbox.nameGroup(jid, subject),
      now: () => store.now(),
    });
    this.#groupVisits = new GroupVisits({ ...options, directory: this.#groups });
    const permits = new UploadPermits(
      (question) => this.#socket.query(question),
      () => store.now(),
    );
    this.#outgoing = new OutgoingMessages({
      store,
      clientCode,
      sessionId,
      groups: this.#groups,
      uploads: new OutgoingFiles({ ...options, permit: (anew) => permits.permit(anew) }),
      me: () => this.#me,
    });
    this.#receipts = new ReadReceipts({
      ...options,
      groups: this.#groups,
      tell: (keys) => this.#socket.readMessages(keys),
    });
    this.#groupSending = new GroupSending({
      directory: this.#groups,
      keys,
      me: () => this.#me,
      signalAddress: (jid) => this.#socket.signalRepository.jidToSignalProtocolAddress(jid),
    });
    this.#listen();
  }

  /**
   * The number that has logged in belongs on this line. Before, nothing that comes in is stored and nothing that waits is
   * sent: it could be the conversation of a stranger.
   */
  admit(): void {
    this.#admitted.resolve(undefined);
  }

  /** Something for this session was accepted. */
  wake(): void {
    this.#sender.wake();
  }

  /** Somebody of the team has read something on this line. */
  tellRead(): void {
    this.#receipts.wake();
  }

  /** For a line that is open: sends what it should have been sending all along. */
  keepSending(): void {
    this.#catchUp.tryAgain();
    this.#sender.wake();
    this.#receipts.wake();
  }

  /** Shows the contact that somebody writes, or no longer. */
  showTyping(address: WhatsAppAddress, typing: boolean): Promise<void> {
    return this.#presence.showTyping(address, typing);
  }

  /** Asks WhatsApp to tell when this contact writes. */
  watch(address: WhatsAppAddress): Promise<void> {
    return this.#presence.watch(address);
  }

  /** Who is in a group of this line. Rejects where WhatsApp does not say. */
  async groupMembers(groupId: string): Promise<MemberAddress[]> {
    const { participants } = await this.#groups.metadata(jidOf({ groupId }));
    const me = addressOf(this.#me.id, this.#me.lid);
    return participants.flatMap(({ id, phoneNumber, lid, admin }) => {
      const address = addressOf(id, phoneNumber, lid);
      const isMe = address.phoneNumber === undefined ? address.lid === me.lid : address.phoneNumber === me.phoneNumber;
      return (address.phoneNumber ?? address.lid) ? { address, isAdmin: Boolean(admin), isMe } : [];
    });
  }

  /** Keeps nothing of a person any more, known by these users of their addresses. */
  forgetPerson(users: readonly string[]): Promise<void> {
    return this.#options.keys.forgetPerson(users);
  }

  /** Has the phone upload the file of a message anew; see `IncomingFilesOptions.renew`. */
  renewFile(message: MessageWithFile, content: proto.IMessage): Promise<proto.IMessage> {
    return renewFile(this.#socket, this.#groups, message, content);
  }

  /** The addresses of whoever has one of these numbers on WhatsApp. Rejects where WhatsApp does not say. */
  findNumber(phoneNumbers: readonly string[]): Promise<WhatsAppAddress | undefined> {
    return findNumber(this.#socket, this.#options.after, phoneNumbers);
  }

  /** Asks for the eight characters that link the phone with this number (E.164 digits), once a QR has been shown. */
  async requestPairingCode(phoneNumber: string): Promise<string> {
    return this.#socket.requestPairingCode(phoneNumber);
  }

  /** Unlinks this device at WhatsApp; `closed(401)` follows. Rejects where WhatsApp could not be told. */
  async logout(): Promise<void> {
    // Where nothing can be written any more Baileys tries for 20 s.
    const late = pause(UNLINK_LIMIT_MS, undefined, { ref: false }).then(() => {
      throw new Error('The unlinking could not be written in time.');
    });
    await Promise.race([this.#socket.logout(), late]);
  }

  /** Whether the other side still lives; false at the end of the connection. */
  answers(): Promise<boolean> {
    return Promise.race([showsLife(this.#socket, this.#options.after), this.#ended.promise]);
  }

  /** Closes without unlinking; `closed` follows. */
  async end(): Promise<void> {
    this.#stop();
    // Baileys waits half a minute for the other side's close frame, which an outage keeps from coming.
    await Promise.race([this.#socket.end(undefined), pause(END_LIMIT_MS, undefined, { ref: false })]);
    this.#options.keys.retire();
  }

  /** Nothing more is begun, and nobody waits for an answer any more. */
  #stop(): void {
    this.#ended.resolve(false);
    this.#catchUp.stop();
    this.#sender.stop();
    this.#receipts.stop();
  }

  get #me(): { id: string; lid: string | undefined } {
    const { me } = this.#options.credentials;
    return { id: me?.id ?? '', lid: me?.lid };
  }

  #listen(): void {
    const { listener, keys, credentials, logger } = this.#options;

    this.#socket.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
      const { id, from } = attrs;
      if (!id) return;
      // What is known of a group may be why: a next message begins with what it is now.
      if (attrs['error'] && from) this.#groups.changed(from);
      const stored = attrs['error']
        ? this.#inbox.status(id, 'failed', refusalOf(attrs['error'], from))
        : this.#inbox.status(id, 'sent');
      void stored.then(() => {
        this.#sender.wake();
      });
    });
    this.#socket.ws.on('CB:ack,class:receipt', ({ attrs }: BinaryNode) => {
      this.#receipts.acknowledged(attrs['id'], attrs['type']);
    });
    this.#socket.ws.prependListener('CB:notification,type:w:gp2', ({ attrs }: BinaryNode) => {
      if (attrs['from']) this.#groups.changed(attrs['from']);
    });
    storeBeforeAcknowledging(this.#socket, logger, (ticks) => this.#storeTicks(ticks));
    hearAtOnce(this.#socket, {
      message: (message) => void this.#receive(message),
      tick: (whatsappId, status) => void this.#storeTick(whatsappId, status),
      groups: (groups) => void this.#groups.told(groups),
    });
    this.#socket.ev.process((events) => {
      // Baileys merges an update into its own copy of the credentials, which is this object.
      if (events['creds.update']) {
        keys.saveCredentials(credentials).catch((error: unknown) => {
          logger.error({ err: error }, 'the credentials could not be stored');
        });
      }
      const mapping = events['lid-mapping.update'];
      if (mapping) void this.#inbox.learn(mapping.pn, mapping.lid);
      const presence = events['presence.update'];
      if (presence) hearTyping(presence, listener.typing);

      const connection = events['connection.update'];
      if (!connection) return;
      if (connection.qr) listener.qr(connection.qr);
      if (connection.isNewLogin) listener.paired();
      if (connection.connection === 'open') {
        this.#catchUp.opened();
        listener.open({ phoneNumber: addressOf(this.#me.id).phoneNumber ?? '', name: credentials.me?.name ?? '' });
      }
      if (connection.receivedPendingNotifications) this.#catchUp.begin();
      if (connection.connection === 'close') {
        this.#presence.stop();
        this.#stop();
        keys.retire();
        listener.closed(closeCode(connection.lastDisconnect?.error));
      }
    });
  }

  /** What an earlier connection left in the journal is stored, then the outbox goes on. */
  async #begin(): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.replay(this.#me);
    await this.#sender.start();
    this.#receipts.start();
    void this.#groupVisits.visitNameless();
  }

  async #receive(message: WAMessage): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.receive(message, this.#me);
    const { remoteJid } = message.key;
    if (message.message && remoteJid && isJidGroup(remoteJid)) await this.#groupVisits.visit(remoteJid);
  }

  async #storeTicks(ticks: Ticks): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.ticks(ticks);
    this.#sender.wake();
  }

  /** For messages that their receipt overtakes, as it can those from the phone: Baileys tells of it once more behind them. */
  async #storeTick(whatsappId: string, status: MessageStatus): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.status(whatsappId, status);
    this.#sender.wake();
  }

  async #relay(entry: OutboxEntry): Promise<MessageError | undefined> {
    const jid = jidOf(entry);
    const refusal = entry.groupId ? await this.#groupSending.prepare(jid, entry.attempts) : undefined;
    if (refusal) return refusal;
    const message = await this.#outgoing.toSend(entry);
    if (!message) return fileMissing;
    await this.#socket.relayMessage(jid, message, { messageId: entry.whatsappId });
    return undefined;
  }
}

/** Baileys puts the code into a Boom error; a close without one is like an outage (500). */
function closeCode(error: unknown): number {
  const output = (error as { output?: { statusCode?: unknown } } | undefined)?.output;
  return typeof output?.statusCode === 'number' ? output.statusCode : 500;
}
