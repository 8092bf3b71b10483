import type { RecipientStatus } from '#contract/bulk-campaigns';
import type { MessageStatus } from '#contract/messages';
import { CompiledOnce, type Writing } from '../storage/index.ts';
import { addOptOut, asksToOptOut, readOptOutRules } from './opt-outs.ts';
import { changeRecipient } from './recipient-store.ts';

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
  const row = await writing.database
    .selectFrom('bulkRecipients')
    .selectAll()
    .where('messageId', '=', messageId)
    .executeTakeFirst();
  if (!row) return;
  await changeRecipient(writing, row, {
    status: asRecipientStatus(status),
    reason: status === 'failed' ? (reason ?? 'unknown') : null,
  });
}

function asRecipientStatus(status: MessageStatus): RecipientStatus {
  return status === 'queued' || status === 'received' ? 'pending' : status;
}

/** Looked up with every message that comes in, so it is put together once. */
const selectReached = new CompiledOnce((database, of: { clientCode: string; contactId: string; since: string }) =>
  database
    .selectFrom('bulkRecipients')
    .select(['id', 'campaignId', 'answeredAt', 'optedOutAt'])
    .where('clientCode', '=', of.clientCode)
    .where('contactId', '=', of.contactId)
    .where('sentAt', '>=', of.since),
);

/**
 * A contact has written: an answer to the campaigns they were in, and perhaps the wish for no more. In the write that stores
 * the message. Resolves to what they are to be told, where they have just opted out.
 */
export async function noteAnswer(
  writing: Writing,
  { clientCode, contactId, phoneNumber, text }: Answer,
): Promise<string | undefined> {
  const { database, now } = writing;
  const rules = text !== null && text.length <= LONGEST_WISH ? await readOptOutRules(database, clientCode) : undefined;
  const word = text !== null && rules ? asksToOptOut(text, rules) : undefined;
  const isNew =
    word !== undefined && phoneNumber !== null && (await addOptOut(writing, clientCode, { phoneNumber, word }));
  const since = new Date(Date.parse(now) - ANSWER_TIME_MS).toISOString();
  const reached = await selectReached.execute(database, { clientCode, contactId, since });
  const answered = reached.filter(
    ({ answeredAt, optedOutAt }) => answeredAt === null || (isNew && optedOutAt === null),
  );
  for (const recipient of answered) {
    const [answers, optOuts] = [recipient.answeredAt ? 0 : 1, isNew && !recipient.optedOutAt ? 1 : 0];
    await database
      .updateTable('bulkRecipients')
      .set({ answeredAt: recipient.answeredAt ?? now, ...(isNew && { optedOutAt: recipient.optedOutAt ?? now }) })
      .where('id', '=', recipient.id)
      .execute();
    await database
      .updateTable('bulkCampaigns')
      .set((eb) => ({ answered: eb('answered', '+', answers), optedOut: eb('optedOut', '+', optOuts) }))
      .where('id', '=', recipient.campaignId)
      .execute();
  }
  return isNew && rules?.reply ? rules.reply : undefined;
}

interface Answer {
  clientCode: string;
  contactId: string;
  /** Null where the contact shows none. */
  phoneNumber: string | null;
  /** Of a message without one null. */
  text: string | null;
}
