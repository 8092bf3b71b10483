import { sql, type Selectable } from 'kysely';
import { spellingsOf } from '#contract/number-spellings';
import type { MessagesTable, Reading, Writing } from '../storage/index.ts';
import type { WhatsAppAddress } from './contact-store.ts';
import { readDetails, writeDetails } from './message-details.ts';
import { someMessages } from './some-messages.ts';

/** So many quotes go in one write. */
const AT_ONCE = 100;
/** Among so many messages of a group the older quotes are looked for in one read: some milliseconds. */
const LOOKED_AT_ONCE = 2_000;
/** Of so many at most it is looked at who is quoted, which may be to be read in what WhatsApp says of each. */
const JUDGED_AT_ONCE = 200;

/** What is quoted here is in no message of ours. As in the index `quotesByAuthor`, to the letter. */
const isQuote = sql<boolean>`json_extract("messages"."details", '$.quoted') is not null`;
/** Null in rows from before it was kept, and outside of groups. As in that index too. */
const author = sql<string | null>`coalesce(
  json_extract("messages"."details", '$.quoted.participantId'), json_extract("messages"."details", '$.quotedBy')
)`;

/** What the line itself has said is no contact's. */
const isOurs = sql<number>`json_extract("messages"."details", '$.quoted.direction') = 'out'`;

/** How `MessageDetails` names somebody who is no contact. */
export function quotedBy({ phoneNumber, lid }: WhatsAppAddress): string | undefined {
  return phoneNumber ?? (lid === undefined ? undefined : `${lid}@lid`);
}

/** Somebody whose words are to be found in what others have quoted, as a contact of this client. */
export interface QuotedPerson {
  clientCode: string;
  contactId: string;
  phoneNumbers: readonly string[];
  lid: string | null;
  /** What they were called. */
  names: readonly string[];
}

/** What WhatsApp says of a message, and what of it is the quote. */
export interface QuoteInContent {
  /** Without what it quotes; null where that cannot be told. */
  without: (content: Uint8Array) => Uint8Array | null;
  /** Who wrote what it quotes; undefined where it does not say so. */
  authorOf: (content: Uint8Array) => WhatsAppAddress | undefined;
}

/** The quotes of one contact are another's: two have become one. */
export async function moveQuotes(
  { database }: Writing,
  from: { id: string; clientCode: string },
  into: { id: string },
): Promise<void> {
  await database
    .updateTable('messages')
    .set({ details: sql<string>`json_set("details", '$.quoted.participantId', ${into.id})` })
    .where('clientCode', '=', from.clientCode)
    .where(isQuote)
    .where(author, '=', from.id)
    .execute();
}

/** Takes some of what others have quoted of a person out of their messages; returns whether there may be more. */
export async function eraseSomeQuotes(writing: Writing, person: QuotedPerson, quote: QuoteInContent): Promise<boolean> {
  const rows = await writing.database
    .selectFrom('messages')
    .select(['id', 'details', 'content'])
    .where('clientCode', '=', person.clientCode)
    .where(isQuote)
    .where(author, 'in', [
      person.contactId,
      ...person.phoneNumbers.flatMap(spellingsOf),
      ...(person.lid === null ? [] : [`${person.lid}@lid`]),
    ])
    .limit(AT_ONCE)
    .execute();
  await cutQuotes(writing, rows, quote);
  return rows.length === AT_ONCE;
}

/** The groups in which a person has written, of some of what they wrote, behind the row `after`. */
export async function readSomeGroupsOf(
  database: Reading,
  participantId: string,
  after: number,
): Promise<{ groups: string[]; last: number | undefined }> {
  const rowid = sql<number>`"messages"."rowid"`;
  const rows = await database
    .selectFrom('messages')
    .select(['conversationId', rowid.as('row')])
    .where('participantId', '=', participantId)
    .where(rowid, '>', after)
    .orderBy(rowid)
    .limit(LOOKED_AT_ONCE)
    .execute();
  return { groups: [...new Set(rows.map(({ conversationId }) => conversationId))], last: rows.at(-1)?.row };
}

type QuotingRow = Pick<Selectable<MessagesTable>, 'id' | 'details' | 'content'>;

/**
 * What quotes a person among some messages of a conversation, behind the position `after`, in rows from before it was kept who is
 * quoted: by the number they were shown by, by what WhatsApp says of them, and where it says nothing by what they were called.
 */
export async function readOlderQuotes(
  database: Reading,
  conversationId: string,
  after: number,
  person: QuotedPerson,
  { authorOf }: QuoteInContent,
): Promise<{ quoting: QuotingRow[]; last: number | undefined }> {
  const { some, last: end } = await someMessages(database, conversationId, after, LOOKED_AT_ONCE);
  const rows = await some
    .select(['id', 'details', 'content', 'position'])
    .where(isQuote)
    .where(author, 'is', null)
    .where(isOurs, '=', 0)
    .orderBy('position')
    .limit(JUDGED_AT_ONCE)
    .execute();
  const last = rows.length === JUDGED_AT_ONCE ? rows.at(-1)?.position : end;
  return { quoting: rows.filter(isQuoteOf(person, authorOf)), last };
}

/** What WhatsApp says of a message is read only where the quote does not bear the person's number: a name may be another's, too. */
function isQuoteOf(
  person: QuotedPerson,
  authorOf: QuoteInContent['authorOf'],
): (row: Pick<QuotingRow, 'details' | 'content'>) => boolean {
  const numbers = new Set(person.phoneNumbers.flatMap(spellingsOf));
  const shownNumbers = new Set([...numbers].map((number) => `+${number}`));
  const names = new Set(person.names.filter((name) => name !== ''));
  return ({ details, content }) => {
    const { participant = '' } = readDetails(details).quoted ?? {};
    if (shownNumbers.has(participant)) return true;
    const { phoneNumber, lid } = (content && authorOf(content)) ?? {};
    if (phoneNumber !== undefined) return numbers.has(phoneNumber);
    if (lid !== undefined) return lid === person.lid;
    return names.has(participant);
  };
}

/** Takes out of messages what they quote. */
export async function cutQuotes(
  { database }: Writing,
  messages: readonly QuotingRow[],
  { without }: QuoteInContent,
): Promise<void> {
  for (const { id, details, content } of messages) {
    const { quoted: _, quotedBy: __, ...rest } = readDetails(details);
    await database
      .updateTable('messages')
      .set({ details: writeDetails(rest), content: content && without(content) })
      .where('id', '=', id)
      .execute();
  }
}
