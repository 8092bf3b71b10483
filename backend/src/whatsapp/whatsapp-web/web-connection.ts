import makeWASocket, {
  Browsers,
  isJidBroadcast,
  isJidGroup,
  isJidNewsletter,
  isJidStatusBroadcast,
  proto,
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  type WAMessage,
  type WASocket,
} from 'baileys';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { MessageError } from '#contract/messages';
import { readNamelessGroups, type OutboxEntry, type WhatsAppAddress } from '../../conversations/index.ts';
import type { After } from '../../operations/index.ts';
import type { Store } from '../../storage/index.ts';
import { baileysLogger } from './baileys-logger.ts';
import { CatchUp } from './catch-up.ts';
import { GroupDirectory } from './group-directory.ts';
import { GroupSending } from './group-sending.ts';
import { Inbox } from './inbox.ts';
import { IncomingJournal } from './incoming-journal.ts';
import type { KeyStore } from './key-store.ts';
import { addressOf, jidOf, statusOf } from './message-content.ts';
import { OutboxSender } from './outbox-sender.ts';
import { OutgoingMessages } from './outgoing-messages.ts';
import { ReadReceipts } from './read-receipts.ts';
import { fileNotSent, isFile, refusalOf } from './send-refusals.ts';
import { showsLife } from './sign-of-life.ts';
import { signalRepositoryWith } from './signal-repository.ts';
import { storeBeforeAcknowledging, type Ticks } from './ticks.ts';

/**
 * Of the phone's history only what tells who has which two addresses: without it Baileys mistakes one person for two. With
 * `RECENT` among them it would also hold back every message of a new link for up to 20 s (`Socket/chats.js:1077`).
 */
const { HistorySyncType } = proto.Message;
const ADDRESS_HISTORY: (proto.Message.HistorySyncType | null | undefined)[] = [
  HistorySyncType.INITIAL_BOOTSTRAP,
  HistorySyncType.PUSH_NAME,
  HistorySyncType.NON_BLOCKING_DATA,
];

/** How long this device says that it is there after somebody has opened a conversation. */
const PRESENT_MS = 300_000;
const END_LIMIT_MS = 3_000;
/** Baileys pings this often and gives a silent connection up at the ping after: with its wait for the close frame 70 s. */
const KEEP_ALIVE_MS = 20_000;

/** What the session's supervisor hears of one connection, in order. */
export interface ConnectionListener {
  qr(qr: string): void;
  /** The phone has accepted the QR; WhatsApp now asks for a restart (515). */
  paired(): void;
  open(me: { phoneNumber: string; name: string }): void;
  /** `participant` is who it is in a group. */
  typing(address: WhatsAppAddress, typing: boolean, participant: WhatsAppAddress | undefined): void;
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
  readonly #groupSending: GroupSending;
  readonly #outgoing: OutgoingMessages;
  readonly #receipts: ReadReceipts;
  #absence: NodeJS.Timeout | undefined;
  readonly #ended = Promise.withResolvers<false>();
  readonly #admitted = Promise.withResolvers<undefined>();

  constructor(options: WebConnectionOptions) {
    const { store, keys, credentials, clientCode, sessionId, url, qrLifetime } = options;
    this.#options = options;
    const journal = new IncomingJournal();
    this.#inbox = new Inbox({ ...options });
    this.#sender = new OutboxSender({ ...options, send: (entry) => this.#relay(entry) });
    this.#catchUp = new CatchUp({ ...options, work: () => this.#begin() });
    this.#socket = makeWASocket({
      auth: { creds: credentials, keys },
      logger: baileysLogger(options.logger),
      ...(url !== undefined && { waWebSocketUrl: url }),
      ...(qrLifetime !== undefined && { qrTimeout: qrLifetime }),
      browser: Browsers.appropriate('Chrome'),
      makeSignalRepository: signalRepositoryWith(journal),
      transactionOpts: { maxCommitRetries: 3, delayBetweenTriesMs: 200 },
      getMessage: (key) => this.#outgoing.sent(key.id ?? ''),
      cachedGroupMetadata: (jid) => this.#groups.metadata(jid),
      shouldIgnoreJid: isNoConversation,
      shouldSyncHistoryMessage: ({ syncType }) => ADDRESS_HISTORY.includes(syncType),
      syncFullHistory: false,
      emitOwnEvents: false,
      keepAliveIntervalMs: KEEP_ALIVE_MS,
      // The person's phone keeps its notifications as long as this device does not claim to be online.
      markOnlineOnConnect: false,
    });
    this.#groups = new GroupDirectory({
      ask: (jid) => this.#socket.groupMetadata(jid),
      learn: (told) => this.#inbox.learnGroup(told),
      name: (jid, subject) => this.#inbox.nameGroup(jid, subject),
      now: () => store.now(),
    });
    this.#outgoing = new OutgoingMessages({ store, clientCode, sessionId, groups: this.#groups, me: () => this.#me });
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
    this.#socket.ws.prependListener('CB:message', (stanza: BinaryNode) => {
      journal.notice(stanza);
      processInOrder(stanza);
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
  async showTyping(address: WhatsAppAddress, typing: boolean): Promise<void> {
    await this.#socket.sendPresenceUpdate(typing ? 'composing' : 'paused', jidOf(address));
  }

  /**
   * Asks WhatsApp to tell when this contact writes. It tells only devices that say they are there, and as long as one does
   * the person's phone keeps quiet: so this device says it for a while only.
   */
  async watch(address: WhatsAppAddress): Promise<void> {
    await this.#socket.presenceSubscribe(jidOf(address));
    clearTimeout(this.#absence);
    await this.#socket.sendPresenceUpdate('available');
    this.#absence = setTimeout(() => {
      this.#socket.sendPresenceUpdate('unavailable').catch(() => undefined);
    }, PRESENT_MS);
    this.#absence.unref();
  }

  /** Asks for the eight characters that link the phone with this number (E.164 digits), once a QR has been shown. */
  async requestPairingCode(phoneNumber: string): Promise<string> {
    return this.#socket.requestPairingCode(phoneNumber);
  }

  /** Unlinks this device at WhatsApp; `closed(401)` follows. Rejects where WhatsApp could not be told. */
  async logout(): Promise<void> {
    // Where nothing can be written any more Baileys tries for 20 s.
    const late = pause(END_LIMIT_MS, undefined, { ref: false }).then(() => {
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
    this.#hearAtOnce();
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
      if (presence) this.#presence(presence);

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
        clearTimeout(this.#absence);
        this.#stop();
        keys.retire();
        listener.closed(closeCode(connection.lastDisconnect?.error));
      }
    });
  }

  /**
   * Takes messages and ticks as they are emitted, in front of Baileys' event buffer (`Utils/event-buffer.js`): it holds
   * them for 100 ms, merges ticks into messages, and forgets to flush until the next receipt when a flush came in between.
   */
  #hearAtOnce(): void {
    const { ev } = this.#socket;
    const emit = ev.emit.bind(ev);
    ev.emit = (name, data) => {
      if (name === 'messages.upsert') {
        const { messages } = data as BaileysEventMap['messages.upsert'];
        for (const message of messages) void this.#receive(message);
      } else if (name === 'messages.update') {
        const updates = data as BaileysEventMap['messages.update'];
        for (const { key, update } of updates) this.#tick(key.id, key.fromMe, update.status);
      } else if (name === 'groups.update' || name === 'groups.upsert') {
        void this.#groups.told(data as BaileysEventMap['groups.update']);
      }
      return emit(name, data);
    };
  }

  /** What an earlier connection left in the journal is stored, then the outbox goes on. */
  async #begin(): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.replay(this.#me);
    await this.#sender.start();
    this.#receipts.start();
    void this.#visitNamelessGroups();
  }

  async #visitNamelessGroups(): Promise<void> {
    const { store, clientCode, sessionId, logger } = this.#options;
    try {
      const nameless = await store.read((database) => readNamelessGroups(database, clientCode, sessionId));
      await Promise.all(nameless.map((groupId) => this.#visitGroup(jidOf({ groupId }))));
    } catch (error) {
      // Each is asked about at its next message.
      logger.warn({ err: error }, 'the groups without a name could not be read');
    }
  }

  async #receive(message: WAMessage): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.receive(message, this.#me);
    const { remoteJid } = message.key;
    if (message.message && remoteJid && isJidGroup(remoteJid)) await this.#visitGroup(remoteJid);
  }

  async #visitGroup(jid: string): Promise<void> {
    try {
      await this.#groups.heardOf(jid);
    } catch (error) {
      // It is asked about again at a later message.
      this.#options.logger.debug({ err: error }, 'a group could not be asked about');
    }
  }

  async #storeTicks(ticks: Ticks): Promise<void> {
    await this.#admitted.promise;
    await this.#inbox.ticks(ticks);
    this.#sender.wake();
  }

  /** For messages that their receipt overtakes, as it can those from the phone: Baileys tells of it once more behind them. */
  #tick(id: string | null | undefined, fromMe: boolean | null | undefined, status: number | null | undefined): void {
    const told = statusOf(status);
    if (!id || fromMe !== true || !told) return;
    void this.#admitted.promise
      .then(() => this.#inbox.status(id, told))
      .then(() => {
        this.#sender.wake();
      });
  }

  #presence({ id, presences }: BaileysEventMap['presence.update']): void {
    for (const [who, { lastKnownPresence }] of Object.entries(presences)) {
      const typing = lastKnownPresence === 'composing' || lastKnownPresence === 'recording';
      this.#options.listener.typing(addressOf(id), typing, isJidGroup(id) ? addressOf(who) : undefined);
    }
  }

  async #relay(entry: OutboxEntry): Promise<MessageError | undefined> {
    const jid = jidOf(entry);
    const refusal = entry.groupId ? await this.#groupSending.prepare(jid, entry.attempts) : undefined;
    if (refusal) return refusal;
    if (isFile(entry.type)) return fileNotSent;
    await this.#socket.relayMessage(jid, await this.#outgoing.of(entry), { messageId: entry.whatsappId });
    return undefined;
  }
}

/**
 * Baileys works through stanzas from the offline queue one by one, and lets a live one overtake them
 * (`Socket/messages-recv.js`, `processNode`); two live ones can overtake each other while a LID is looked up. Called
 * offline, every stanza takes that one queue, so messages are stored in the order WhatsApp sent them.
 */
function processInOrder(stanza: BinaryNode): void {
  stanza.attrs['offline'] ??= '0';
}

/** Status updates, broadcast lists and channels: nobody answers there. */
function isNoConversation(jid: string): boolean {
  return [isJidBroadcast, isJidStatusBroadcast, isJidNewsletter].some((is) => is(jid));
}

/** Baileys puts the code into a Boom error; a close without one is like an outage (500). */
function closeCode(error: unknown): number {
  const output = (error as { output?: { statusCode?: unknown } } | undefined)?.output;
  return typeof output?.statusCode === 'number' ? output.statusCode : 500;
}
