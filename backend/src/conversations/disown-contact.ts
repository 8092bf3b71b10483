import { forgetPlan, forgetRunOf } from '../bot-plans/index.ts';
import { countConversation } from '../dashboard/index.ts';
import { stopFetchingIn } from '../media/index.ts';
import type { Writing } from '../storage/index.ts';
import { forgetBusinessUsers } from './business-users.ts';
import type { ContactRow } from './contact-store.ts';
import { findConversationsOfContact, type ConversationRow } from './conversation-store.ts';
import { forgetFormerIds } from './former-ids.ts';
import { forgetFormerNumbers } from './former-numbers.ts';
import { removeWaiting } from './outbox-store.ts';
import { forgetReceiptsIn } from './read-receipts.ts';

/**
 * Whose data are being deleted: their rows are no client's, so that nothing that is asked of a client finds them. `clients` has a
 * row for it, which is no business.
 */
export const NOBODY = '';

/**
 * Takes a contact away from everybody at once, with all conversations: nothing is sent to them any more, nobody is shown them,
 * and whoever has their number is a new contact. The messages are still there, for `erase-messages.ts`. `tried` are the ids of
 * messages that were on their way and that WhatsApp may have.
 */
export async function disownContact(
  writing: Writing,
  contact: ContactRow,
): Promise<{ tried: ReadonlySet<string>; idsAtMeta: readonly string[] }> {
  const tried = new Set<string>();
  for (const conversation of await findConversationsOfContact(writing.database, contact.clientCode, contact.id)) {
    for (const messageId of await removeWaiting(writing.database, conversation)) tried.add(messageId);
    await disownConversation(writing, conversation);
  }
  await forgetRunOf(writing, contact.id);
  await forgetFormerIds(writing, contact.id);
  await forgetFormerNumbers(writing, contact.id);
  const idsAtMeta = await forgetBusinessUsers(writing, contact.id);
  await writing.event(contact.clientCode, 'contact:removed', async () => {
    await writing.database
      .updateTable('contacts')
      .set({
        clientCode: NOBODY,
        name: '',
        whatsappName: '',
        phoneNumber: null,
        lid: null,
        groupId: null,
        stage: null,
        notes: '',
        fields: '{}',
        agentRun: null,
        searchText: '',
      })
      .where('id', '=', contact.id)
      .execute();
    return { contactId: contact.id };
  });
  return { tried, idsAtMeta };
}

async function disownConversation(writing: Writing, conversation: ConversationRow): Promise<void> {
  const { database } = writing;
  const { id, clientCode } = conversation;
  await forgetPlan(database, id);
  await forgetFormerIds(writing, id);
  await stopFetchingIn(writing, id);
  await forgetReceiptsIn(database, conversation);
  await database.deleteFrom('conversationLabels').where('conversationId', '=', id).execute();
  await writing.event(clientCode, 'conversation:removed', async () => {
    await database
      .updateTable('conversations')
      .set({ clientCode: NOBODY, assignedTo: null, lastMessageId: null })
      .where('id', '=', id)
      .execute();
    await countConversation(writing, conversation, undefined);
    return { conversationId: id };
  });
}
