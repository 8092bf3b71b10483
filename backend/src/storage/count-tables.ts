import type { Generated } from 'kysely';

/** Figures kept as rows, changed in the write that changes what they count. */
export interface CountTables {
  messageCounts: MessageCountsTable;
  conversationCounts: ConversationCountsTable;
  conversationCountsByQuarter: ConversationCountsByQuarterTable;
  agentCounts: AgentCountsTable;
  firstReplyCounts: FirstReplyCountsTable;
}

/**
 * Messages of a quarter of an hour, counted apart by who wrote them and on which line. A message belongs to the quarter it
 * was stored in (`createdAt`, the server's own time), whatever becomes of it later. Quarters, because some time zones are
 * not whole hours from UTC: the days of all of them are sums of these rows.
 */
export interface MessageCountsTable {
  clientCode: string;
  /** Start of the quarter, ISO 8601 in UTC. */
  bucket: string;
  /** The agent who wrote; '' where nobody of the team did. */
  userId: string;
  sessionId: string;
  author: 'contact' | 'user' | 'bot' | 'campaign' | 'phone';
  /** Messages that came in. */
  received: Generated<number>;
  /** Messages that went out and are `sent` or further now, those of the phone itself included. */
  sent: Generated<number>;
  /** Messages that are `delivered` or `read` now. */
  delivered: Generated<number>;
  read: Generated<number>;
  /** Messages that are `failed` now; one that turns out to be sent after all is no longer counted here. */
  failed: Generated<number>;
}

/** A client's conversations as they are now; no row for a client that has never had one. */
export interface ConversationCountsTable {
  clientCode: string;
  openConversations: Generated<number>;
  /** Open conversations that nobody is assigned to. */
  unassigned: Generated<number>;
  /** Open conversations with something unread. */
  unread: Generated<number>;
  closedConversations: Generated<number>;
  /** Open conversations whose contact waits for an answer. */
  waiting: Generated<number>;
}

/**
 * A client's conversations as they were when a quarter of an hour ended, and of the present one as they are now. A quarter in
 * which nothing changed has no row: it ended as the one before it.
 */
export interface ConversationCountsByQuarterTable {
  clientCode: string;
  /** Start of the quarter, ISO 8601 in UTC. */
  bucket: string;
  openConversations: number;
  unassigned: number;
  unread: number;
  waiting: number;
}

/** First replies of a quarter of an hour, by how long they took: `bin` is one of `reply-bins` in dashboard. */
export interface FirstReplyCountsTable {
  clientCode: string;
  /** Start of the quarter in which the reply was stored, ISO 8601 in UTC. */
  bucket: string;
  /** Who replied; '' for the phone. */
  userId: string;
  sessionId: string;
  bin: number;
  count: number;
}

/** The open conversations assigned to one person, as they are now. */
export interface AgentCountsTable {
  clientCode: string;
  userId: string;
  open: Generated<number>;
  /** Those with something unread. */
  unread: Generated<number>;
  /** Those whose contact waits for an answer. */
  waiting: Generated<number>;
}
