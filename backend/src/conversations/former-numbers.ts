import { sql } from 'kysely';
import { numberKey } from '#contract/number-spellings';
import type { Reading, Writing } from '../storage/index.ts';
import { readDetails } from './message-details.ts';

/** The only SQL of the table `formerNumbers`. */

/** As in the index `numberChanges`, to the letter. */
const isNumberChange = sql<boolean>`"messages"."type" = 'system'
  and json_extract("messages"."details", '$.system.code') = 'changed_number'`;

/** The numbers that a contact has had, as WhatsApp or a merge has told, E.164 digits. */
export async function readFormerNumbers(database: Reading, contactId: string): Promise<string[]> {
  const kept = await database
    .selectFrom('formerNumbers')
    .select('phoneNumber')
    .where('contactId', '=', contactId)
    .execute();
  // Also of changes from before any number was kept.
  const lines = await database
    .selectFrom('conversations')
    .innerJoin('messages', 'messages.conversationId', 'conversations.id')
    .select('messages.details')
    .where('conversations.contactId', '=', contactId)
    .where(isNumberChange)
    .execute();
  const told = lines.flatMap(({ details }) => Object.values(readDetails(details).system?.params ?? {}));
  return [...new Set([...kept.map(({ phoneNumber }) => phoneNumber), ...told])];
}

/** A contact is reached at `present` from now on, null for nowhere: it is known of them that they had each of `before`. */
export async function keepFormerNumbers(
  { database }: Writing,
  { id, clientCode }: { id: string; clientCode: string },
  before: readonly (string | null)[],
  present: string | null,
): Promise<void> {
  const former = before.flatMap((number) =>
    number === null || numberKey(number) === numberKey(present ?? '') ? [] : number,
  );
  if (former.length === 0) return;
  await database
    .insertInto('formerNumbers')
    .values(former.map((phoneNumber) => ({ clientCode, contactId: id, phoneNumber })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Two contacts are one from now on: what either had, `into` has had. */
export async function moveFormerNumbers(
  writing: Writing,
  from: { id: string; clientCode: string },
  into: { id: string; clientCode: string },
): Promise<void> {
  const moved = await writing.database
    .deleteFrom('formerNumbers')
    .where('clientCode', '=', from.clientCode)
    .where('contactId', '=', from.id)
    .returning('phoneNumber')
    .execute();
  await keepFormerNumbers(
    writing,
    into,
    moved.map(({ phoneNumber }) => phoneNumber),
    null,
  );
}

export async function forgetFormerNumbers({ database }: Writing, contactId: string): Promise<void> {
  await database.deleteFrom('formerNumbers').where('contactId', '=', contactId).execute();
}
