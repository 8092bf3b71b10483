import { variablesOf } from '#contract/campaign-rules';
import { numberKey } from '#contract/number-spellings';
import type { Reading, Writing } from '../storage/index.ts';
import { forgetConsents } from './consents.ts';
import { optOutOfDeleted } from './opt-outs.ts';
import { changeRecipient, readReached, type RecipientRow } from './recipient-store.ts';

/** Somebody whose data are being deleted: the contact they were, and all numbers they have had. */
export interface DeletedRecipient {
  clientCode: string;
  contactId: string;
  phoneNumbers: readonly string[];
}

/** What WhatsApp knows them by besides, and what of the client's is deleted with them. */
export interface DeletedContact extends DeletedRecipient {
  lid: string | null;
  idsAtMeta: readonly string[];
  deletionId: string;
}

/** In place of the key of a number that nobody may read any more: recipients stay one row each. */
const DELETED_RECIPIENT = 'deleted ';

/** The numbers at which campaigns wrote to a contact. */
export async function readReachedNumbers(
  database: Reading,
  contact: { clientCode: string; contactId: string },
): Promise<string[]> {
  const reached = await readReached(database, contact);
  return [...new Set(reached.map(({ phoneNumber }) => phoneNumber))];
}

/** In how many places of campaigns somebody is. */
export async function countRecipientsOf(database: Reading, person: DeletedRecipient): Promise<number> {
  return (await readRecipientsOf(database, person)).length;
}

/**
 * Takes a person out of every campaign. What has been counted of them stays, in a row that names nobody; who waited for their
 * turn is passed over, and leaves a draft without a trace. `tried` are messages that WhatsApp may have.
 */
export async function forgetRecipient(
  writing: Writing,
  person: DeletedRecipient,
  tried: ReadonlySet<string>,
): Promise<void> {
  for (const { campaignStatus, ...row } of await readRecipientsOf(writing.database, person)) {
    if (campaignStatus === 'draft') await leaveDraft(writing, row);
    else await nameNobody(writing, row, tried);
  }
  await forgetConsents(writing, person.clientCode, person.phoneNumbers.map(numberKey));
}

/**
 * Whoever has opted out, or is to be left alone (`isRefused`), stays so: their addresses are kept as keyed hashes, which tell them
 * again when they are there, and to nobody who reads them.
 */
export async function forgetOptOut(writing: Writing, person: DeletedContact, isRefused: boolean): Promise<void> {
  const { contactId, lid, ...known } = person;
  const lids = lid === null ? [] : [lid];
  await optOutOfDeleted(writing, { ...known, contactIds: [contactId], lids }, isRefused);
}

/** By the numbers in whichever spelling, and by the contact, who may have been written to at a number that is another's now. */
async function readRecipientsOf(
  database: Reading,
  { clientCode, contactId, phoneNumbers }: DeletedRecipient,
): Promise<(RecipientRow & { campaignStatus: string })[]> {
  const rows = (of: 'contactId' | 'numberKey', values: readonly string[]) =>
    database
      .selectFrom('bulkCampaigns')
      .innerJoin('bulkRecipients', 'bulkRecipients.campaignId', 'bulkCampaigns.id')
      .selectAll('bulkRecipients')
      .select('bulkCampaigns.status as campaignStatus')
      .where('bulkCampaigns.clientCode', '=', clientCode)
      .where(`bulkRecipients.${of}`, 'in', values)
      .execute();
  const byContact = await rows('contactId', [contactId]);
  const byNumber = await rows('numberKey', ['', ...phoneNumbers.map(numberKey)]);
  return [...new Map([...byContact, ...byNumber].map((row) => [row.id, row])).values()];
}

async function nameNobody(writing: Writing, row: RecipientRow, tried: ReadonlySet<string>): Promise<void> {
  const isOnItsWay = row.messageId !== null && tried.has(row.messageId);
  await changeRecipient(writing, row, {
    phoneNumber: '',
    numberKey: `${DELETED_RECIPIENT}${row.id}`,
    name: '',
    variables: '{}',
    messageId: null,
    contactId: null,
    conversationId: null,
    ...(row.status === 'pending' && {
      status: isOnItsWay ? ('uncertain' as const) : ('skipped' as const),
      reason: 'deleted',
      sentAt: row.sentAt ?? writing.now,
    }),
  });
}

async function leaveDraft({ database }: Writing, row: RecipientRow): Promise<void> {
  const { id, campaignId } = row;
  await database.deleteFrom('bulkRecipients').where('id', '=', id).execute();
  const campaign = await database
    .selectFrom('bulkCampaigns')
    .select(['variables', 'removing'])
    .where('id', '=', campaignId)
    .executeTakeFirst();
  // One that is being emptied counts nobody any more.
  if (campaign?.removing !== null) return;
  const values = variablesOf({ ...row, variables: JSON.parse(row.variables) as Record<string, string> });
  const counts = Object.entries(JSON.parse(campaign.variables) as Record<string, number>).map(
    ([key, count]) => [key, values[key]?.trim() ? count - 1 : count] as const,
  );
  await database
    .updateTable('bulkCampaigns')
    .set((eb) => ({
      total: eb('total', '-', 1),
      pending: eb('pending', '-', 1),
      variables: JSON.stringify(Object.fromEntries(counts)),
    }))
    .where('id', '=', campaignId)
    .execute();
}
