import type { ContactFigures } from '#contract/contacts';
import type { Reading } from '../storage/index.ts';
import type { ContactRow } from './contact-store.ts';

/** What there is of a contact, counted. */
export async function readFigures(
  database: Reading,
  { id, notes, clientCode }: ContactRow,
): Promise<Omit<ContactFigures, 'campaigns'>> {
  const ofContact = () =>
    database
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversationId')
      .where('conversations.clientCode', '=', clientCode)
      .where('conversations.contactId', '=', id);
  const { messages, files, written } = await ofContact()
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('messages.type', 'not in', ['note', 'system', 'reaction']).as('messages'),
      eb.fn.count<number>('messages.mediaId').as('files'),
      eb.fn.countAll<number>().filterWhere('messages.type', '=', 'note').as('written'),
    ])
    .executeTakeFirstOrThrow();
  const inGroups = await database
    .selectFrom('messages')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('messages.type', '!=', 'reaction').as('messages'),
      eb.fn.count<number>('messages.mediaId').as('files'),
    ])
    .where('participantId', '=', id)
    .executeTakeFirstOrThrow();
  const { conversations } = await database
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('conversations'))
    .where('clientCode', '=', clientCode)
    .where('contactId', '=', id)
    .executeTakeFirstOrThrow();
  return {
    conversations,
    messages,
    groupMessages: inGroups.messages,
    files: files + inGroups.files,
    notes: written + (notes === '' ? 0 : 1),
  };
}
