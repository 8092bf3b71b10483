import type { Media, Message, MessageError, MessageType, Quoted, Reaction } from '#contract/messages';
import { readMedia } from '../media/index.ts';
import type { Reading } from '../storage/index.ts';
import { readDetails } from './message-details.ts';
import { signedMessages, type SignedMessage } from './message-store.ts';

/** What stands in other rows than the message's own. */
interface Beside {
  media?: Media | undefined;
  quoted?: Quoted | undefined;
  reactions?: readonly Reaction[] | undefined;
}

/** Messages as the contract shows them, in the order of `rows`: one query for what they all answer, carry and were given. */
export async function presentMessages(
  database: Reading,
  clientCode: string,
  rows: readonly SignedMessage[],
): Promise<Message[]> {
  if (rows.length === 0) return [];
  const media = await readMedia(
    database,
    clientCode,
    rows.flatMap(({ mediaId }) => mediaId ?? []),
  );
  const answered = await readAnswered(
    database,
    clientCode,
    rows.flatMap(({ replyToId }) => replyToId ?? []),
  );
  const reactions = await readReactions(
    database,
    clientCode,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    toMessage(row, {
      media: media.get(row.mediaId ?? ''),
      quoted: answered.get(row.replyToId ?? ''),
      reactions: reactions.get(row.id),
    }),
  );
}

export async function presentMessage(database: Reading, row: SignedMessage): Promise<Message> {
  const [message] = await presentMessages(database, row.clientCode, [row]);
  return message ?? toMessage(row, {});
}

/** A message that is new has no reactions yet: half of them need no query at all. */
export async function presentNewMessage(database: Reading, row: SignedMessage): Promise<Message> {
  const { clientCode, mediaId, replyToId } = row;
  const media = mediaId === null ? undefined : (await readMedia(database, clientCode, [mediaId])).get(mediaId);
  const quoted =
    replyToId === null ? undefined : (await readAnswered(database, clientCode, [replyToId])).get(replyToId);
  return toMessage(row, { media: media ?? undefined, quoted });
}

function toMessage(row: SignedMessage, beside: Beside): Message {
  const { quoted = beside.quoted, quotedBy: _, template, ...details } = readDetails(row.details);
  return {
    id: row.id,
    version: row.version,
    conversationId: row.conversationId,
    contactId: row.contactId,
    ...(row.participant !== null && { participant: row.participant }),
    ...(row.participantId !== null && { participantId: row.participantId }),
    ...(row.clientMessageId !== null && { clientMessageId: row.clientMessageId }),
    direction: row.fromMe ? 'out' : 'in',
    author: row.author,
    ...(row.userId !== null && { userId: row.userId }),
    type: row.type as MessageType,
    ...(row.text !== null && { text: row.text }),
    ...(beside.media && { media: beside.media }),
    ...details,
    ...(template && { template: { name: template.name, language: template.language } }),
    ...(row.replyToId !== null && { replyTo: row.replyToId }),
    ...(quoted && { quoted }),
    ...(beside.reactions && { reactions: [...beside.reactions] }),
    status: row.status,
    ...(row.error !== null && { error: JSON.parse(row.error) as MessageError }),
    sentAt: row.sentAt,
    createdAt: row.createdAt,
  };
}

async function readAnswered(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Quoted>> {
  if (ids.length === 0) return new Map();
  const rows = await signedMessages(database, clientCode).where('messages.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toQuoted(row)]));
}

function toQuoted(row: SignedMessage): Quoted {
  const { contacts, order } = readDetails(row.details);
  return {
    id: row.id,
    direction: row.fromMe ? 'out' : 'in',
    author: row.author,
    ...(row.userId !== null && { userId: row.userId }),
    ...(row.participant !== null && { participant: row.participant }),
    ...(row.participantId !== null && { participantId: row.participantId }),
    type: row.type as MessageType,
    ...(row.text !== null && { text: row.text }),
    ...(contacts && { contacts: contacts.map(({ name }) => ({ name })) }),
    ...(order && { order: true }),
  };
}

/** Of each person the last reaction counts; one without text takes the others back. What did not go out does not count. */
async function readReactions(
  database: Reading,
  clientCode: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Reaction[]>> {
  const rows = await signedMessages(database, clientCode)
    .where('messages.replyToId', 'in', ids)
    .where('messages.type', '=', 'reaction')
    .where('messages.status', '!=', 'failed')
    .orderBy('messages.position')
    .execute();
  const byMessage = Map.groupBy(rows, ({ replyToId }) => replyToId ?? '');
  const shown = [...byMessage].map(([id, given]) => {
    const last = new Map(given.map((row) => [row.fromMe ? 'me' : (row.participantId ?? ''), row]));
    return [id, [...last.values()].filter(({ text }) => text !== null && text !== '').map(toReaction)] as const;
  });
  return new Map(shown.filter(([, reactions]) => reactions.length > 0));
}

function toReaction(row: SignedMessage): Reaction {
  return {
    emoji: row.text ?? '',
    fromMe: row.fromMe === 1,
    ...(row.userId !== null && { userId: row.userId }),
    ...(row.participant !== null && { participant: row.participant }),
    ...(row.participantId !== null && { participantId: row.participantId }),
  };
}
