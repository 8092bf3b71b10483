import makeWASocket, {
  Browsers,
  isJidBroadcast,
  isJidNewsletter,
  isJidStatusBroadcast,
  proto,
  type AuthenticationCreds,
  type BinaryNode,
  type GroupMetadata,
  type WASocket,
} from 'baileys';
import type { Logger } from 'pino';
import { baileysLogger } from './baileys-logger.ts';
import { IncomingJournal } from './incoming-journal.ts';
import type { KeyStore } from './key-store.ts';
import { signalRepositoryWith } from './signal-repository.ts';

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

/** Baileys pings this often and gives a silent connection up at the ping after: with its wait for the close frame 70 s. */
const KEEP_ALIVE_MS = 20_000;

export interface WhatsAppSocketOptions {
  keys: KeyStore;
  credentials: AuthenticationCreds;
  logger: Logger;
  /** Undefined for WhatsApp's own address. */
  url: string | undefined;
  /** How long each QR is shown, in milliseconds; undefined for WhatsApp's own times. */
  qrLifetime: number | undefined;
  /** What was sent under an id, for a phone that could not read it. */
  sentMessage: (whatsappId: string) => Promise<proto.IMessage | undefined>;
  groupMetadata: (jid: string) => Promise<GroupMetadata>;
}

/** Baileys' socket as this product needs it; it connects at once. */
export function openWhatsAppSocket(options: WhatsAppSocketOptions): WASocket {
  const { keys, credentials, logger, url, qrLifetime, sentMessage, groupMetadata } = options;
  const journal = new IncomingJournal();
  let isOver = false;
  const socket = makeWASocket({
    auth: { creds: credentials, keys },
    logger: baileysLogger(logger, () => isOver),
    ...(url !== undefined && { waWebSocketUrl: url }),
    ...(qrLifetime !== undefined && { qrTimeout: qrLifetime }),
    browser: Browsers.appropriate('Chrome'),
    makeSignalRepository: signalRepositoryWith(journal),
    transactionOpts: { maxCommitRetries: 3, delayBetweenTriesMs: 200 },
    getMessage: (key) => sentMessage(key.id ?? ''),
    cachedGroupMetadata: groupMetadata,
    shouldIgnoreJid: isNoConversation,
    shouldSyncHistoryMessage: ({ syncType }) => ADDRESS_HISTORY.includes(syncType),
    syncFullHistory: false,
    emitOwnEvents: false,
    keepAliveIntervalMs: KEEP_ALIVE_MS,
    // The person's phone keeps its notifications as long as this device does not claim to be online.
    markOnlineOnConnect: false,
  });
  socket.ev.on('connection.update', ({ connection }) => {
    if (connection === 'close') isOver = true;
  });
  socket.ws.prependListener('CB:message', (stanza: BinaryNode) => {
    journal.notice(stanza);
    processInOrder(stanza);
  });
  return socket;
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
