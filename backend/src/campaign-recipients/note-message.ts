import type { RecipientStatus } from '#contract/bulk-campaigns';
import type { MessageStatus } from '#contract/messages';
import type { Writing } from '../storage/index.ts';
import { addOptOut, asksToOptOut, readOptOutRules } from './opt-outs.ts';
import {
  changeRecipient,
  findByMessages,
  isToBeReached,
  noteAnswered,
  passOverWhoWantsNoMore,
  readReached,
} from './recipient-store.ts';

/** An answer counts as one to a campaign for so long, in milliseconds. */
const ANSWER_TIME_MS = 7 * 24 * 3_600_000;

/** Who wants no more says so in few words. */
const LONGEST_WISH = 80;

/** A message of a campaign has come further, or failed: so has its recipient. In the write that changes the message. */
export async function noteMessageStatus(
  writing: Writing,
  messageId: string,
  status: MessageStatus,
  reason: string | undefined,
): Promise<void> {
  const [row] = await findByMessages(writing.database, [messageId]);
  if (!row) return;
  await changeRecipient(writing, row, {
    status: asRecipientStatus(status),
    reason: status === 'failed' ? (reason ?? 'unknown') : null,
  });
}

/** Messages go because their conversation has each twice: who was sent one goes by the other, `keptId`, from now on. */
export async function followMessages(
  writing: Writing,
  messages: readonly { id: string; keptId: string }[],
): Promise<void> {
  const keptIds = new Map(messages.map(({ id, keptId }) => [id, keptId]));
  const rows = await findByMessages(writing.database, [...keptIds.keys()]);
  for (const row of rows) {
    const messageId = keptIds.get(row.messageId ?? '');
    if (messageId === undefined) continue;
    const [other] = await findByMessages(writing.database, [messageId]);
    if (!other) await changeRecipient(writing, row, { messageId });
  }
}

function asRecipientStatus(status: MessageStatus): RecipientStatus {
  return status === 'queued' || status === 'received' ? 'pending' : status;
}

/**
 * A contact has written: an answer to the campaigns they were in, and perhaps the wish for no more, which only somebody can have
 * who got some or may still get one. In the write that stores the message. Where they have just opted out it
 * resolves to what they are to be told, which may be nothing (`''`).
 */
export async function noteAnswer(
  writing: Writing,
  { clientCode, contactId, phoneNumber, isWrittenTo, text }: Answer,
): Promise<string | undefined> {
  const { database, now } = writing;
  const reached = await readReached(database, { clientCode, contactId });
  const rules = text !== null && text.length <= LONGEST_WISH ? await readOptOutRules(database, clientCode) : undefined;
  const word = text !== null && rules ? asksToOptOut(text, rules) : undefined;
  if (reached.length === 0 && !isWrittenTo) {
    if (word === undefined || !(await isToBeReached(database, { clientCode, phoneNumber }))) return undefined;
  }
  const phoneNumbers = [...(phoneNumber === null ? [] : [phoneNumber]), ...reached.map((row) => row.phoneNumber)];
  const isNew = word !== undefined && (await addOptOut(writing, clientCode, { phoneNumbers, contactId, word }));
  const since = new Date(Date.parse(now) - ANSWER_TIME_MS).toISOString();
  for (const recipient of reached.filter(({ sentAt }) => (sentAt ?? '') >= since)) {
    await noteAnswered(writing, recipient, { hasOptedOut: isNew });
  }
  if (!isNew) return undefined;
  await passOverWhoWantsNoMore(writing, clientCode, phoneNumbers);
  await writing.event(clientCode, 'settings:changed', () => Promise.resolve({ kind: 'optOuts' }));
  return rules?.reply ?? '';
}

interface Answer {
  clientCode: string;
  contactId: string;
  /** Null where the contact shows none. */
  phoneNumber: string | null;
  /** The bot was asked to write to them first. */
  isWrittenTo: boolean;
  /** Of a message without one null. */
  text: string | null;
}
