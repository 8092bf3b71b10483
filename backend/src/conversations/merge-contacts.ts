import { MOST_LABELS } from '#contract/contact-limits';
import { movePlan, moveRun, moveTalk } from '../bot-plans/index.ts';
import { moveOptOut, moveRecipients, moveRecipientsOf } from '../campaign-recipients/index.ts';
import type { Writing } from '../storage/index.ts';
import { moveBusinessUsers } from './business-users.ts';
import { changeConversation } from './change-conversation.ts';
import { keepLabels, takeKeptLabels } from './contact-labels.ts';
import { followPairs, isBecoming } from './contact-pairs.ts';
import { deleteContact, nameWithoutTeam, updateContact, type ContactRow } from './contact-store.ts';
import {
  deleteConversation,
  findConversationOnSession,
  findConversationsOfContact,
  presentConversation,
  saveConversation,
  type ConversationRow,
} from './conversation-store.ts';
import { labelsOf, mergeLabels } from './conversation-labels.ts';
import { followId } from './former-ids.ts';
import { keepFormerNumbers, moveFormerNumbers } from './former-numbers.ts';
import { dropDoubles } from './merge-doubles.ts';
import { moveIndexed } from './message-index.ts';
import { findMessage } from './message-store.ts';
import { followHistory } from './move-history.ts';
import { moveQuotes } from './quotes.ts';
import { tellRenewed } from './renew-message.ts';
import { waitingOnceMerged } from './waiting.ts';

/** What is kept of two contacts that are one. A name that the team has not given gives way to the one WhatsApp tells. */
export type KeptValues = Pick<ContactRow, 'name' | 'whatsappName' | 'namedByTeam' | 'stage' | 'notes' | 'fields'>;

/** Where they are reached from now on; null for neither. */
export type KeptAddress = Partial<Pick<ContactRow, 'phoneNumber' | 'lid'>>;

/**
 * Makes one contact of two that are one person (WhatsApp has told that this LID is that phone number, or somebody of the team
 * says so). Conversations on the same session become one, and a message both had under the same WhatsApp id stays once; what
 * `from` wrote in groups is `into`'s; they are known since either was, and found by what either was called before. What `address` names goes before what either had; `kept` are the values that somebody has
 * chosen.
 */
export async function mergeContacts(
  writing: Writing,
  from: ContactRow,
  into: ContactRow,
  address: KeptAddress = {},
  kept: KeptValues = whatIsKnown(from, into),
): Promise<ContactRow> {
  for (const conversation of await findConversationsOfContact(writing.database, from.clientCode, from.id)) {
    const twin = await findConversationOnSession(writing.database, from.clientCode, conversation.sessionId, into.id);
    if (twin) await mergeConversations(writing, conversation, twin);
    else await moveConversation(writing, conversation, into.id);
  }
  // What was to become theirs is in conversations of the other still, as theirs.
  if (await isBecoming(writing.database, { fromId: into.id, intoId: from.id })) await keepOwn(writing, from, into);
  const { phoneNumber = into.phoneNumber ?? from.phoneNumber, lid = into.lid ?? from.lid } = address;
  const reacted = await readReactedBy(writing, from);
  await writing.database
    .updateTable('messages')
    .set({ participantId: into.id })
    .where('clientCode', '=', from.clientCode)
    .where('participantId', '=', from.id)
    .execute();
  await moveQuotes(writing, from, into);
  await moveBusinessUsers(writing, from, into);
  await moveRecipients(writing, from, into);
  await moveOptOut(writing, from, into, phoneNumber);
  await moveFormerNumbers(writing, from, into);
  await keepFormerNumbers(writing, into, [from.phoneNumber, into.phoneNumber], phoneNumber);
  await followPairs(writing, from, into);
  const agentRun = (await moveRun(writing, from, into)) ? from.agentRun : into.agentRun;
  await mergeKeptLabels(writing, from, into);
  await renewReacted(writing, into, reacted);
  await followId(writing, from, into.id);
  await deleteContact(writing, from, into.id);
  const name = kept.namedByTeam === 1 ? kept.name : nameWithoutTeam({ ...into, ...kept, phoneNumber });
  const createdAt = from.createdAt < into.createdAt ? from.createdAt : into.createdAt;
  return updateContact(writing, into, { ...kept, name, phoneNumber, lid, agentRun, createdAt });
}

/**
 * What somebody has written down about either stays, however long both notes are together, and what WhatsApp has told of
 * either.
 */
export function whatIsKnown(from: ContactRow, into: ContactRow): KeptValues {
  const [fromFields, intoFields] = [from, into].map(({ fields }) => JSON.parse(fields) as Record<string, string>);
  const named = [into, from].find(({ namedByTeam }) => namedByTeam === 1);
  const whatsappName = into.whatsappName || from.whatsappName;
  return {
    name: named?.name ?? whatsappName,
    whatsappName,
    namedByTeam: named ? 1 : 0,
    stage: into.stage ?? from.stage,
    notes: [...new Set([into.notes, from.notes])].filter((notes) => notes !== '').join('\n'),
    fields: JSON.stringify({ ...fromFields, ...intoFields }),
  };
}

/** Labels that either has kept stand on the newest conversation from now on, or are kept on where there is none yet. */
async function mergeKeptLabels(writing: Writing, from: ContactRow, into: ContactRow): Promise<void> {
  const both = [...(await takeKeptLabels(writing, into.id)), ...(await takeKeptLabels(writing, from.id))];
  const kept = [...new Set(both)].slice(0, MOST_LABELS);
  if (kept.length === 0) return;
  const conversations = await findConversationsOfContact(writing.database, into.clientCode, into.id);
  const newest = conversations.toSorted((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))[0];
  if (newest) {
    const labels = new Set([...(await labelsOf(writing.database, newest.id)), ...kept]);
    await changeConversation(writing, newest, { labels: [...labels].slice(0, MOST_LABELS) });
  } else {
    await keepLabels(
      writing,
      kept.map((labelId) => ({ contactId: into.id, labelId })),
    );
  }
}

/** What is in the conversations of `into` is theirs, and not `from`'s. */
async function keepOwn(writing: Writing, from: ContactRow, into: ContactRow): Promise<void> {
  for (const { id } of await findConversationsOfContact(writing.database, into.clientCode, into.id)) {
    await writing.database
      .updateTable('messages')
      .set({ contactId: into.id })
      .where('clientCode', '=', into.clientCode)
      .where('conversationId', '=', id)
      .where('contactId', '=', from.id)
      .execute();
  }
}

async function moveConversation(writing: Writing, conversation: ConversationRow, contactId: string): Promise<void> {
  await writing.database
    .updateTable('messages')
    .set({ contactId })
    .where('clientCode', '=', conversation.clientCode)
    .where('conversationId', '=', conversation.id)
    .where('contactId', '!=', contactId)
    .execute();
  await writing.event(conversation.clientCode, 'conversation:updated', async (seq) => {
    const moved = { ...conversation, contactId, version: seq };
    await saveConversation(writing, conversation, moved);
    return { contactId, conversation: await presentConversation(writing.database, moved) };
  });
}

async function mergeConversations(writing: Writing, from: ConversationRow, into: ConversationRow): Promise<void> {
  const { database } = writing;
  const messagesOf = (conversationId: string) =>
    database
      .selectFrom('messages')
      .where('clientCode', '=', from.clientCode)
      .where('conversationId', '=', conversationId);

  const unreadTwice = await dropDoubles(writing, from, into);
  await moveIndexed(database, from.clientCode, from.id, into.id);
  await mergeLabels(writing, from.id, into.id);
  await followHistory(writing, from, into);
  await moveRecipientsOf(writing, from, into);
  await movePlan(writing, from, into);
  await moveTalk(writing, from, into);
  await database
    .updateTable('messages')
    .set({ conversationId: into.id, contactId: into.contactId })
    .where('clientCode', '=', from.clientCode)
    .where('conversationId', '=', from.id)
    .execute();
  await database
    .updateTable('outbox')
    .set({ conversationId: into.id })
    .where('clientCode', '=', from.clientCode)
    .where('conversationId', '=', from.id)
    .execute();
  const last = await messagesOf(into.id)
    .select('id')
    .where('type', 'not in', ['note', 'system', 'reaction'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();

  const waitingSince = await waitingOnceMerged(database, from, into);
  await writing.event(from.clientCode, 'conversation:removed', async () => {
    await followId(writing, from, into.id);
    await deleteConversation(writing, from);
    return { conversationId: from.id, mergedInto: into.id };
  });
  await writing.event(from.clientCode, 'conversation:updated', async (seq) => {
    const merged: ConversationRow = {
      ...into,
      version: seq,
      status: from.status === 'open' ? 'open' : into.status,
      unread: into.unread + from.unread - unreadTwice,
      lastMessageId: last?.id ?? null,
      assignedTo: into.assignedTo ?? from.assignedTo,
      waitingSince,
      windowEndsAt: (from.windowEndsAt ?? '') > (into.windowEndsAt ?? '') ? from.windowEndsAt : into.windowEndsAt,
      updatedAt: from.updatedAt > into.updatedAt ? from.updatedAt : into.updatedAt,
    };
    await saveConversation(writing, into, merged);
    return { contactId: into.contactId, conversation: await presentConversation(database, merged) };
  });
}

/** The messages that a contact has reacted to. */
function readReactedBy({ database }: Writing, { id, clientCode }: ContactRow): Promise<{ replyToId: string | null }[]> {
  return database
    .selectFrom('messages')
    .select('replyToId')
    .distinct()
    .where('clientCode', '=', clientCode)
    .where('participantId', '=', id)
    .where('type', '=', 'reaction')
    .execute();
}

/** Two people who reacted to one message have turned out to be one: the last of their reactions counts. */
async function renewReacted(
  writing: Writing,
  { clientCode }: ContactRow,
  reacted: Awaited<ReturnType<typeof readReactedBy>>,
): Promise<void> {
  for (const { replyToId } of reacted) {
    const message = await findMessage(writing.database, clientCode, replyToId ?? '');
    if (message) await tellRenewed(writing, message);
  }
}
