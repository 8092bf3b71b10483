import type { FileKind } from '#contract/contacts';
import { typesOfFiles } from '#contract/files-of-contacts';
import type { Message } from '#contract/messages';
import type { Reading } from '../storage/index.ts';
import { signedMessages } from './message-store.ts';
import { presentMessages } from './present-messages.ts';

export interface ContactFilesQuery {
  clientCode: string;
  contactId: string;
  kind?: FileKind;
  limit: number;
  /** The position at which the page before ended. */
  before?: number;
}

/** A page of the messages with a file in all conversations with a contact, newest first. */
export async function readContactFiles(
  database: Reading,
  { clientCode, contactId, kind, limit, before }: ContactFilesQuery,
): Promise<{ items: Message[]; next: number | null }> {
  const types = kind ? typesOfFiles[kind] : Object.values(typesOfFiles).flat();
  const rows = await signedMessages(database, clientCode)
    .where('messages.contactId', '=', contactId)
    .where('messages.mediaId', 'is not', null)
    .where('messages.type', 'in', types)
    .where('messages.position', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('messages.position', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return {
    items: await presentMessages(database, clientCode, page),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
  };
}
