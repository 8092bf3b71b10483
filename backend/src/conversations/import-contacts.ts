import type {
  ImportContactsRequest,
  ImportedPortion,
  ImportPreview,
  PreviewImportRequest,
} from '#contract/contact-import';
import { findOptedOut, keepConsents } from '../campaign-recipients/index.ts';
import type { Reading, Writing } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { changeContact, changedColumns } from './change-contact.ts';
import { findTaken, noteTaken } from './contact-import-store.ts';
import { keepLabels } from './contact-labels.ts';
import { insertContacts, newContact, replaceContact, type ContactRow } from './contact-store.ts';
import { addManyLabels } from './conversation-labels.ts';
import { findConversationRows, presentAll, saveConversation } from './conversation-store.ts';
import { planImport, type PlannedRow } from './plan-import.ts';
import { contactSearchText } from './search-text.ts';

type Planned<Outcome extends PlannedRow['outcome']> = Extract<PlannedRow, { outcome: Outcome }>;

/** What would come of these rows now. */
export async function previewImport(
  database: Reading,
  clientCode: string,
  request: PreviewImportRequest,
): Promise<ImportPreview> {
  const plan = await planImport(database, clientCode, request);
  const optedOut = await findOptedOut(database, clientCode, keysOf(plan));
  return {
    items: plan.map((row) => ({
      outcome: row.outcome,
      ...(row.outcome === 'left_out' && { reason: row.reason }),
      optedOut: row.outcome !== 'left_out' && optedOut.has(row.numberKey),
    })),
  };
}

/**
 * Takes in one portion of an import, once: given again it is answered as before. Throws `conflict` where another portion is
 * the next.
 */
export async function importContacts(
  writing: Writing,
  { clientCode, userId }: { clientCode: string; userId: string },
  { importId, portion, consent, ...request }: ImportContactsRequest,
): Promise<ImportedPortion> {
  const { database } = writing;
  const taken = await findTaken(database, clientCode, importId);
  if (taken?.portion === portion) return taken.answer;
  if (portion !== (taken === undefined ? 0 : taken.portion + 1)) {
    throw new HttpProblem('conflict', 'Portions of an import come in order, each once.');
  }
  const plan = await planImport(database, clientCode, request);
  await takeIn(writing, clientCode, plan);

  const isAsked = (row: PlannedRow) => request.known !== 'keep' || row.outcome === 'created';
  const kept = { consent, userId, replacing: request.known === 'overwrite' };
  await keepConsents(writing, clientCode, keysOf(plan.filter(isAsked)), kept);
  const count = (outcome: PlannedRow['outcome']) => plan.filter((row) => row.outcome === outcome).length;
  const answer = {
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    optedOut: (await findOptedOut(database, clientCode, keysOf(plan))).size,
    leftOut: plan.flatMap((row, index) => (row.outcome === 'left_out' ? [{ index, reason: row.reason }] : [])),
  };
  await noteTaken(writing, { clientCode, id: importId, portion, answer });
  return answer;
}

/**
 * Whoever the chat shows, with a conversation or in a group, is told of one by one. All others are in lists of contacts alone,
 * which are read anew: one event for all of them, whose `seq` they share.
 */
async function takeIn(writing: Writing, clientCode: string, plan: readonly PlannedRow[]): Promise<void> {
  const changed = plan.filter((row) => row.outcome === 'changed');
  const inChat = changed.filter(({ isInChat }) => isInChat);
  for (const { contact, change } of inChat) await changeContact(writing, contact, change);
  await addLabels(writing, clientCode, inChat);

  const created = plan.filter((row) => row.outcome === 'created');
  const silent = changed.filter(({ isInChat }) => !isInChat);
  const keeping = changed.filter(({ conversation, labels }) => conversation === undefined && labels.length > 0);
  const told = new Set([...silent, ...keeping]);
  if (created.length + told.size === 0) return;
  await writing.event(clientCode, 'contacts:imported', async (version) => {
    const rows = created.map((row) => ({ ...newRow(clientCode, row, writing.now), version }));
    await insertContacts(writing, rows);
    for (const row of silent) await replaceContact(writing, { ...changedRow(row), version });
    await keepLabels(writing, [
      ...created.flatMap(({ labels }, index) => labelled(rows[index]?.id ?? '', labels)),
      ...keeping.flatMap(({ contact, labels }) => labelled(contact.id, labels)),
    ]);
    return { created: created.length, changed: told.size };
  });
}

/**
 * To the newest conversation, where there is one. What is told of each is read once for all of them: one by one, a portion
 * would hold up everybody else.
 */
async function addLabels(writing: Writing, clientCode: string, changed: readonly Planned<'changed'>[]): Promise<void> {
  const added = changed.flatMap(({ labels, conversation }) =>
    conversation === undefined || labels.length === 0 ? [] : [{ conversationId: conversation.id, labels }],
  );
  const ids = added.map(({ conversationId }) => conversationId);
  const rows = await findConversationRows(writing.database, clientCode, ids);
  await addManyLabels(writing, added);
  const conversations = await presentAll(writing.database, clientCode, rows);
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  for (const row of rows) {
    const conversation = byId.get(row.id);
    if (!conversation) throw new Error(`Conversation ${row.id} has lost its contact.`);
    await writing.event(clientCode, 'conversation:updated', async (version) => {
      await saveConversation(writing, row, { ...row, version });
      return { contactId: row.contactId, conversation: { ...conversation, version } };
    });
  }
}

function newRow(clientCode: string, { phoneNumber, change }: Planned<'created'>, now: string): ContactRow {
  const contact = newContact(clientCode, { phoneNumber }, { whatsappName: '', now });
  return withSearchText({ ...contact, ...changedColumns(contact, change) });
}

function changedRow({ contact, change }: Planned<'changed'>): ContactRow {
  return withSearchText({ ...contact, ...changedColumns(contact, change) });
}

function withSearchText(contact: ContactRow): ContactRow {
  return { ...contact, searchText: contactSearchText(contact.name, contact.phoneNumber) };
}

function labelled(contactId: string, labels: readonly string[]): { contactId: string; labelId: string }[] {
  return labels.map((labelId) => ({ contactId, labelId }));
}

function keysOf(plan: readonly PlannedRow[]): string[] {
  return plan.flatMap((row) => (row.outcome === 'left_out' ? [] : [row.numberKey]));
}
