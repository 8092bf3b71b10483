import { variablesOf } from '#contract/campaign-rules';
import { numberKey } from '#contract/number-spellings';
import type { Reading, Writing } from '../storage/index.ts';
import { forgetConsent } from './consents.ts';
import { optOutOfDeleted } from './opt-outs.ts';
import { changeRecipient, type RecipientRow } from './recipient-store.ts';

/** Somebody whose data are being deleted: the contact they were, and the number they had, null for none. */
export interface DeletedRecipient {
  clientCode: string;
  contactId: string;
  phoneNumber: string | null;
}

/** What WhatsApp knows them by besides, and what of the client's is deleted with them. */
export interface DeletedContact extends DeletedRecipient {
  lid: string | null;
  idsAtMeta: readonly string[];
  deletionId: string;
}

/** In place of the key of a number that nobody may read any more: recipients stay one row each. */
const DELETED = 'deleted ';

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
  if (person.phoneNumber !== null) await forgetConsent(writing, person.clientCode, numberKey(person.phoneNumber));
}

/**
 * Whoever has opted out, or is to be left alone (`isRefused`), stays so: their addresses are kept as keyed hashes, which tell them
 * again when they are there, and to nobody who reads them.
 */
export async function forgetOptOut(writing: Writing, person: DeletedContact, isRefused: boolean): Promise<void> {
  const { clientCode, deletionId, contactId, phoneNumber, lid, idsAtMeta } = person;
  const recipients = await readRecipientsOf(writing.database, person);
  const numbers = [phoneNumber, ...recipients.map((row) => row.phoneNumber)].filter((number) => number !== null);
  const known = {
    phoneNumbers: [...new Set(numbers)],
    contactIds: [contactId],
    lids: lid === null ? [] : [lid],
    idsAtMeta,
  };
  await optOutOfDeleted(writing, { clientCode, deletionId, ...known }, isRefused);
}

/** By the number in whichever spelling, and by the contact, who may have been written to at another one. */
async function readRecipientsOf(
  database: Reading,
  { clientCode, contactId, phoneNumber }: DeletedRecipient,
): Promise<(RecipientRow & { campaignStatus: string })[]> {
  const rows = (of: 'contactId' | 'numberKey', value: string) =>
    database
      .selectFrom('bulkCampaigns')
      .innerJoin('bulkRecipients', 'bulkRecipients.campaignId', 'bulkCampaigns.id')
      .selectAll('bulkRecipients')
      .select('bulkCampaigns.status as campaignStatus')
      .where('bulkCampaigns.clientCode', '=', clientCode)
      .where(`bulkRecipients.${of}`, '=', value)
      .execute();
  const byContact = await rows('contactId', contactId);
  const byNumber = phoneNumber === null ? [] : await rows('numberKey', numberKey(phoneNumber));
  return [...new Map([...byContact, ...byNumber].map((row) => [row.id, row])).values()];
}

async function nameNobody(writing: Writing, row: RecipientRow, tried: ReadonlySet<string>): Promise<void> {
  const isOnItsWay = row.messageId !== null && tried.has(row.messageId);
  await changeRecipient(writing, row, {
    phoneNumber: '',
    numberKey: `${DELETED}${row.id}`,
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
