import type { Reading } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { findContact, type ContactRow } from './contact-store.ts';
import { findConversation, type ConversationRow } from './conversation-store.ts';
import { findPresentId } from './former-ids.ts';

/** Throws `not-found`, with what it has become part of where it has. */
export async function foundConversation(database: Reading, clientCode: string, id: string): Promise<ConversationRow> {
  const conversation = await findConversation(database, clientCode, id);
  if (!conversation) throw await nothingAt(database, clientCode, id, 'There is no such conversation.');
  return conversation;
}

/** Throws `not-found`, with whom they have become part of where they have. */
export async function foundContact(database: Reading, clientCode: string, id: string): Promise<ContactRow> {
  const contact = await findContact(database, clientCode, id);
  if (!contact) throw await nothingAt(database, clientCode, id, 'There is no such contact.');
  return contact;
}

async function nothingAt(database: Reading, clientCode: string, id: string, detail: string): Promise<HttpProblem> {
  const mergedInto = await findPresentId(database, clientCode, id);
  return new HttpProblem('not-found', detail, mergedInto === undefined ? {} : { members: { mergedInto } });
}
