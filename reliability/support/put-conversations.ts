import { join } from 'node:path';
import { openConversation } from '../../backend/src/conversations/index.ts';
import { Store } from '../../backend/src/storage/index.ts';

/**
 * Conversations on a line that has no phone, and so cannot ask WhatsApp who has a number: written into the database of the
 * running product, before anybody looks. Resolves with their ids.
 */
export async function putConversations(
  dataDirectory: string,
  clientCode: string,
  sessionId: string,
  phoneNumbers: readonly string[],
): Promise<string[]> {
  const store = await Store.open(join(dataDirectory, 'condorito.db'));
  const conversations: string[] = [];
  for (const phoneNumber of phoneNumbers) {
    const { id } = await store.write((writing) => openConversation(writing, clientCode, { phoneNumber }, sessionId));
    conversations.push(id);
  }
  await store.close();
  return conversations;
}
