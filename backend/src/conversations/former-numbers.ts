import { sql } from 'kysely';
import type { Reading } from '../storage/index.ts';
import { readDetails } from './message-details.ts';

/** As in the index `numberChanges`, to the letter. */
const isNumberChange = sql<boolean>`"messages"."type" = 'system'
  and json_extract("messages"."details", '$.system.code') = 'changed_number'`;

/** The numbers that a contact has had according to their conversations, E.164 digits. */
export async function readFormerNumbers(database: Reading, contactId: string): Promise<string[]> {
  const lines = await database
    .selectFrom('conversations')
    .innerJoin('messages', 'messages.conversationId', 'conversations.id')
    .select('messages.details')
    .where('conversations.contactId', '=', contactId)
    .where(isNumberChange)
    .execute();
  const told = lines.flatMap(({ details }) => Object.values(readDetails(details).system?.params ?? {}));
  return [...new Set(told)].filter((number) => number !== '');
}
