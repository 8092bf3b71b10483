import type { Generated } from 'kysely';
import type { BotTables } from './bot-tables.ts';
import type { BulkTables } from './bulk-tables.ts';
import type { CloudApiTables } from './cloud-api-tables.ts';
import type { CountTables } from './count-tables.ts';
import type { DeletionTables } from './deletion-tables.ts';
import type { MergeTables } from './merge-tables.ts';

/**
 * The tables, column for column. Names are those of the contract, so that a row needs no translation.
 * Times are ISO 8601 text, booleans are 0 or 1, JSON is text: the same on SQLite and PostgreSQL.
 */
export interface Tables extends CloudApiTables, BotTables, BulkTables, CountTables, DeletionTables, MergeTables {
  clients: ClientsTable;
  users: UsersTable;
  signIns: SignInsTable;
  whatsappSessions: WhatsAppSessionsTable;
  whatsappSessionHistory: WhatsAppSessionHistoryTable;
  whatsappKeys: WhatsAppKeysTable;
  credentialsChecks: CredentialsChecksTable;
  contacts: ContactsTable;
  contactLabels: ContactLabelsTable;
  contactImports: ContactImportsTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  outbox: OutboxTable;
  readReceipts: ReadReceiptsTable;
  events: EventsTable;
  incidents: IncidentsTable;
  alertDeliveries: AlertDeliveriesTable;
  labels: LabelsTable;
  conversationLabels: ConversationLabelsTable;
  cannedReplies: CannedRepliesTable;
  clientSettings: ClientSettingsTable;
  preferences: PreferencesTable;
  pushSubscriptions: PushSubscriptionsTable;
  pushKeys: PushKeysTable;
  media: MediaTable;
  messageSearch: MessageSearchTable;
}

/** A business. `epoch` and `seq` are the head of its event log. */
export interface ClientsTable {
  clientCode: string;
  name: string;
  timeZone: string;
  epoch: string;
  seq: number;
  createdAt: string;
}

export interface UsersTable {
  id: string;
  /** Null for an operator. */
  clientCode: string | null;
  /** Lower case, unique over the whole installation. */
  email: string;
  name: string;
  role: 'agent' | 'admin' | 'operator';
  passwordHash: string;
  active: 0 | 1;
  createdAt: string;
}

/** A person's log-in. Only the SHA-256 of the token is kept. */
export interface SignInsTable {
  id: string;
  userId: string;
  tokenHash: string;
  createdAt: string;
  expiresAt: string;
}

export interface WhatsAppSessionsTable {
  id: string;
  clientCode: string;
  version: number;
  kind: 'whatsapp-web' | 'cloud-api';
  name: string;
  phoneNumber: string | null;
  /** Stays when the link is gone. */
  lastPhoneNumber: string | null;
  /** The number that `reason` tells of, where a phone with a wrong one was linked. */
  refusedPhoneNumber: string | null;
  state: 'unlinked' | 'linking' | 'connecting' | 'open' | 'retrying' | 'stopped';
  reason: string | null;
  since: string;
  retryAt: string | null;
  /** Since when a linked session has not had a connection that held; null once one has, and without a link. */
  downSince: string | null;
  /** 1 while credentials exist that WhatsApp has accepted: such a session is restored at start. */
  linked: 0 | 1;
  /** A removed line is shown nowhere, but its conversations stay. */
  removedAt: string | null;
  createdAt: string;
}

/** Every change of a session, under the `seq` of its event. */
export interface WhatsAppSessionHistoryTable {
  sessionId: string;
  version: number;
  at: string;
  state: WhatsAppSessionsTable['state'];
  reason: string | null;
  /** WhatsApp's close code, where a close brought the change about. */
  code: number | null;
  action: 'retrying' | 'scan_again' | 'stopped' | null;
  retryAt: string | null;
}

/** Baileys' credentials (`type` "creds"), Signal keys, and the incoming journal; `value` is encrypted. */
export interface WhatsAppKeysTable {
  sessionId: string;
  type: string;
  id: string;
  value: Uint8Array;
}

/** One word, encrypted with each key that is in use: tells at the start whether the keys that were given are the right ones. */
export interface CredentialsChecksTable {
  id: string;
  value: Uint8Array;
}

/** A person has a phone number, a LID (WhatsApp's second address), or both; a group has its `groupId` and neither. */
export interface ContactsTable {
  id: string;
  clientCode: string;
  version: number;
  kind: 'person' | 'group';
  /** Empty for a group whose subject is not known yet. */
  name: string;
  /** What WhatsApp says, whatever the team has made of it; empty until it has said something. */
  whatsappName: string;
  phoneNumber: string | null;
  lid: string | null;
  /** What stands before `@g.us`. */
  groupId: string | null;
  stage: string | null;
  notes: string;
  /** JSON: values of the client's own fields, by the field's id. */
  fields: string;
  /** JSON of the contract's `AgentRun`; null for none. */
  agentRun: string | null;
  /** 1 where the team has given the name. */
  namedByTeam: 0 | 1;
  /** Name and number without accents and in lower case: what a search looks in. */
  searchText: string;
  createdAt: string;
}

/** Labels of a contact who has no conversation yet; their first one takes them. */
export interface ContactLabelsTable {
  contactId: string;
  labelId: string;
}

/** How far an import of contacts is: the last portion that was taken, and what was answered. */
export interface ContactImportsTable {
  clientCode: string;
  /** Made by whoever imports. */
  id: string;
  portion: number;
  /** JSON of the contract's `ImportedPortion`. */
  answer: string;
  at: string;
}

export interface ConversationsTable {
  id: string;
  clientCode: string;
  version: number;
  contactId: string;
  sessionId: string;
  status: 'open' | 'closed';
  unread: number;
  lastMessageId: string | null;
  assignedTo: string | null;
  botEnabled: 0 | 1;
  /** Until when the contact may be written to freely over Meta's Cloud API; null where they never wrote there. */
  windowEndsAt: string | null;
  /** When the contact's first message came, by WhatsApp's time, that nobody of the team has answered; null in a group. */
  waitingSince: string | null;
  updatedAt: string;
}

export interface MessagesTable {
  id: string;
  clientCode: string;
  version: number;
  conversationId: string;
  contactId: string;
  sessionId: string;
  /** The `seq` of the event that brought the message: its place in the conversation. */
  position: number;
  /**
   * WhatsApp's id. For outgoing messages it is given by us, before the first try; Meta's Cloud API gives them one of its own,
   * which takes this place once it is known.
   */
  whatsappId: string;
  fromMe: 0 | 1;
  /** Who wrote it within a group: their contact. Null for messages of our own, and outside groups. */
  participantId: string | null;
  /** `participantId` as it was at first, else ''. Part of what makes a message one, so merged contacts leave it alone. */
  participantKey: string;
  clientMessageId: string | null;
  author: 'contact' | 'user' | 'bot' | 'campaign' | 'phone';
  userId: string | null;
  type: string;
  text: string | null;
  /**
   * Of whatever is more than text what WhatsApp itself says: its protobuf, keys of media and all; from Meta's Cloud API its
   * JSON.
   */
  content: Uint8Array | null;
  status: 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain' | 'received';
  /** The message this one answers, or, of a reaction, the one it is about. */
  replyToId: string | null;
  mediaId: string | null;
  /** JSON of what else the contract's message has: `MessageDetails` in conversations. */
  details: string | null;
  /** JSON of the contract's `MessageError`. */
  error: string | null;
  /** Of the message that ended the contact's wait for somebody of the team: how long they had waited, in seconds. */
  answeredAfter: number | null;
  sentAt: string;
  createdAt: string;
}

/** Accepted commands that WhatsApp has not acknowledged yet. */
export interface OutboxTable {
  messageId: string;
  clientCode: string;
  sessionId: string;
  conversationId: string;
  position: number;
  /** How many tries have begun; from the first one on WhatsApp may have the message. */
  attempts: number;
  nextTryAt: string;
}

/** Read by the team, and not told to WhatsApp yet. */
export interface ReadReceiptsTable {
  messageId: string;
  clientCode: string;
  sessionId: string;
}

export interface EventsTable {
  clientCode: string;
  seq: number;
  name: string;
  at: string;
  data: string;
}

/** A WhatsApp line that needs somebody; one at a time for each line. */
export interface IncidentsTable {
  id: string;
  clientCode: string;
  sessionId: string;
  /** `down`: tries again by itself · `stopped`: waits for a person · `unlinked`: wants a scan. */
  kind: 'down' | 'stopped' | 'unlinked';
  reason: string | null;
  /** Since when the line has been without a connection. */
  since: string;
  /** Null while it lasts. */
  closedAt: string | null;
}

/** What is to be told of an incident on a channel, and whether it was. */
export interface AlertDeliveriesTable {
  incidentId: string;
  news: 'trouble' | 'recovery';
  channel: 'slack' | 'email';
  attempts: number;
  /** Null once it is delivered or given up. */
  nextTryAt: string | null;
  deliveredAt: string | null;
}

export interface LabelsTable {
  id: string;
  clientCode: string;
  name: string;
  colour: string;
  createdAt: string;
}

export interface ConversationLabelsTable {
  conversationId: string;
  labelId: string;
}

export interface CannedRepliesTable {
  id: string;
  clientCode: string;
  /** Lower case, unique within the client. */
  shortcut: string;
  text: string;
  createdAt: string;
}

/** No row: everything as it is by default. */
export interface ClientSettingsTable {
  clientCode: string;
  /** JSON of the contract's `ClientSettings` but for the time zone. */
  settings: string;
}

/** No row: everything as it is by default. */
export interface PreferencesTable {
  userId: string;
  /** JSON of the contract's `Preferences`. */
  preferences: string;
}

/** A browser that wants to be told of messages while the app is closed. It belongs to the sign-in that asked. */
export interface PushSubscriptionsTable {
  id: string;
  clientCode: string;
  userId: string;
  signInId: string;
  endpoint: string;
  /** JSON: the browser's two keys. */
  keys: string;
  createdAt: string;
}

/**
 * By which push services know this installation (VAPID), base64url; one row. Not encrypted: whoever reads the database has
 * the messages themselves, and a new credentials key must not cost every browser its subscription.
 */
export interface PushKeysTable {
  publicKey: string;
  privateKey: string;
  createdAt: string;
}

/** A file; its bytes lie in `DATA_DIR/media` under `id`. One that comes from WhatsApp begins `pending`. */
export interface MediaTable {
  id: string;
  clientCode: string;
  /** Null for an upload that no message uses yet. */
  messageId: string | null;
  /** Null for what came from WhatsApp. */
  uploadedBy: string | null;
  state: 'pending' | 'ready' | 'failed';
  mimeType: string;
  bytes: number;
  fileName: string | null;
  /** Hexadecimal. */
  sha256: string | null;
  width: number | null;
  height: number | null;
  seconds: number | null;
  voice: 0 | 1;
  /** A small JPEG. */
  thumbnail: Uint8Array | null;
  /** Tries to fetch it from WhatsApp so far, and when the next is due; null when none is. */
  attempts: number;
  nextTryAt: string | null;
  createdAt: string;
}

/** Full-text index over messages (FTS5 on SQLite). */
export interface MessageSearchTable {
  /** The row of the index; grows with each message. */
  rowid: Generated<number>;
  messageId: string;
  /** The client and the conversation, as two words. */
  scope: string;
  text: string;
}
