import { randomUUIDv7 } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { BulkRecipient, RecipientStatus } from '#contract/bulk-campaigns';
import { variablesOf } from '#contract/campaign-rules';
import { numberKey } from '#contract/number-spellings';
import { CompiledOnce, type BulkRecipientsTable, type Reading, type Tables, type Writing } from '../storage/index.ts';

/** The only SQL of the table `bulkRecipients`, and of what `bulkCampaigns` counts of it, which changes with it in one write. */

export type RecipientRow = Selectable<BulkRecipientsTable>;

/** Whom a campaign is to reach; `numberKey` is what tells that somebody is in it already. */
export type NewRecipient = Pick<RecipientRow, 'phoneNumber' | 'numberKey' | 'name'> & {
  variables: Readonly<Record<string, string>>;
};

/** A campaign, or what else belongs to one client. */
export interface OfClient {
  id: string;
  clientCode: string;
}

/** As many rows as one statement takes, by the parameters each of them has. */
const AT_ONCE = 500;
/** As many as one write changes: a hundred thousand took a second, in which nobody else was served. */
const MOVED_AT_ONCE = 2_000;

export function toRecipient(row: RecipientRow): BulkRecipient {
  const { id, phoneNumber, name, status, reason, conversationId, sentAt, answeredAt } = row;
  const variables = JSON.parse(row.variables) as Record<string, string>;
  const isKnown = phoneNumber !== '';
  return {
    id,
    phoneNumber: isKnown ? phoneNumber : null,
    name,
    variables,
    status,
    reason,
    conversationId,
    sentAt,
    answeredAt,
  };
}

/**
 * Adds those that are not in the campaign yet, behind the others. `named` are the keys of all variables that came along, though
 * none of these may have a value. Returns the keys of the numbers that came in.
 */
export async function insertRecipients(
  { database }: Writing,
  { id: campaignId, clientCode }: OfClient,
  recipients: readonly NewRecipient[],
  named: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const last = await database
    .selectFrom('bulkRecipients')
    .select((eb) => eb.fn.max<number | null>('place').as('place'))
    .where('campaignId', '=', campaignId)
    .executeTakeFirst();
  const first = (last?.place ?? 0) + 1;
  const rows = recipients.map(({ variables, ...recipient }, index) => ({
    ...recipient,
    id: randomUUIDv7(),
    clientCode,
    campaignId,
    place: first + index,
    variables: JSON.stringify(variables),
    status: 'pending' as const,
  }));
  const added = new Set<string>();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const inserted = await database
      .insertInto('bulkRecipients')
      .values(rows.slice(from, from + AT_ONCE))
      .onConflict((conflict) => conflict.columns(['campaignId', 'numberKey']).doNothing())
      .returning('numberKey')
      .execute();
    for (const { numberKey } of inserted) added.add(numberKey);
  }
  const variables = await database
    .selectFrom('bulkCampaigns')
    .select('variables')
    .where('id', '=', campaignId)
    .executeTakeFirst();
  const came = recipients.filter(({ numberKey }) => added.has(numberKey));
  const before = JSON.parse(variables?.variables ?? '{}') as VariableCounts;
  const counted = JSON.stringify(withVariables(before, came, named));
  await database
    .updateTable('bulkCampaigns')
    .set((eb) => ({
      total: eb('total', '+', added.size),
      pending: eb('pending', '+', added.size),
      variables: counted,
    }))
    .where('id', '=', campaignId)
    .execute();
  return added;
}

/** How many recipients have a value of each variable; 0 where it came along without any. */
type VariableCounts = Readonly<Record<string, number>>;

function withVariables(
  before: VariableCounts,
  recipients: readonly NewRecipient[],
  named: ReadonlySet<string>,
): VariableCounts {
  const counts = new Map(Object.entries(before));
  for (const name of named) counts.set(name, counts.get(name) ?? 0);
  for (const recipient of recipients) {
    for (const [name, value] of Object.entries(variablesOf(recipient))) {
      if (value.trim() !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return Object.fromEntries(counts);
}

/** Which of these keys of numbers are in a campaign. */
export async function findKnown(
  database: Reading,
  { id, clientCode }: OfClient,
  numberKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('bulkRecipients')
    .select('numberKey')
    .where('clientCode', '=', clientCode)
    .where('campaignId', '=', id)
    .where('numberKey', 'in', ['', ...numberKeys])
    .execute();
  return new Set(rows.map(({ numberKey }) => numberKey));
}

/** From here on a draft has nobody. Its rows go afterwards, by `removeSomeRecipients`. */
export async function forgetRecipients({ database }: Writing, { id, clientCode }: OfClient): Promise<void> {
  await database
    .updateTable('bulkCampaigns')
    .set({ total: 0, pending: 0, variables: '{}', sources: '[]', removing: 'recipients' })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

/**
 * Removes some of the rows of a draft that has nobody any more, or is none any more. Returns whether there may be more: all of
 * many at once would hold up everybody.
 */
export async function removeSomeRecipients({ database }: Writing, { id, clientCode }: OfClient): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('bulkRecipients')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('bulkRecipients')
        .select('id')
        .where('clientCode', '=', clientCode)
        .where('campaignId', '=', id)
        .limit(MOVED_AT_ONCE),
    )
    .executeTakeFirst();
  return Number(numDeletedRows) === MOVED_AT_ONCE;
}

/** Whose turn it is; undefined where everybody had theirs. One with a message already is to get that one again. */
export function findNextRecipient(database: Reading, { id, clientCode }: OfClient): Promise<RecipientRow | undefined> {
  return database
    .selectFrom('bulkRecipients')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('campaignId', '=', id)
    .where('status', '=', 'pending')
    .where('sentAt', 'is', null)
    .orderBy('place')
    .limit(1)
    .executeTakeFirst();
}

export function findByMessages(database: Reading, messageIds: readonly string[]): Promise<RecipientRow[]> {
  return database.selectFrom('bulkRecipients').selectAll().where('messageId', 'in', messageIds).execute();
}

/** Looked up with every message that comes in, so it is put together once. */
const selectReached = new CompiledOnce((database, of: { clientCode: string; contactId: string }) =>
  database
    .selectFrom('bulkRecipients')
    .selectAll()
    .where('clientCode', '=', of.clientCode)
    .where('contactId', '=', of.contactId),
);

/** What a contact was sent by campaigns. */
export function readReached(
  database: Kysely<Tables>,
  of: { clientCode: string; contactId: string },
): Promise<RecipientRow[]> {
  return selectReached.execute(database, of);
}

/** Those that somebody has started, and that still write to people by themselves or once somebody lets them go on. */
const UNDER_WAY = ['scheduled', 'running', 'paused', 'stopped'] as const;

/**
 * Whether a campaign may still write to a number: one under way, or one that is through and failed to reach it, which may be
 * tried again. Where somebody shows no number, whether any that is under way has somebody left.
 */
export async function isToBeReached(
  database: Reading,
  { clientCode, phoneNumber }: { clientCode: string; phoneNumber: string | null },
): Promise<boolean> {
  const row = await database
    .selectFrom('bulkCampaigns')
    .innerJoin('bulkRecipients', 'bulkRecipients.campaignId', 'bulkCampaigns.id')
    .select('bulkRecipients.id')
    .where('bulkCampaigns.clientCode', '=', clientCode)
    .where('bulkCampaigns.status', 'in', phoneNumber === null ? UNDER_WAY : [...UNDER_WAY, 'completed'])
    .$if(phoneNumber !== null, (rows) => rows.where('bulkRecipients.numberKey', '=', numberKey(phoneNumber ?? '')))
    .where('bulkRecipients.status', 'in', ['pending', 'failed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who wants no more is passed over wherever they still wait for their turn, under any of these numbers. */
export async function passOverWhoWantsNoMore(
  writing: Writing,
  clientCode: string,
  numbers: readonly string[],
): Promise<void> {
  const keys = numbers.map(numberKey);
  if (keys.length === 0) return;
  const rows = await writing.database
    .selectFrom('bulkCampaigns')
    .innerJoin('bulkRecipients', 'bulkRecipients.campaignId', 'bulkCampaigns.id')
    .selectAll('bulkRecipients')
    .where('bulkCampaigns.clientCode', '=', clientCode)
    .where('bulkCampaigns.status', 'in', UNDER_WAY)
    .where('bulkRecipients.numberKey', 'in', keys)
    .where('bulkRecipients.status', '=', 'pending')
    // What was given already has left, or is about to.
    .where('bulkRecipients.messageId', 'is', null)
    .execute();
  for (const row of rows) {
    await changeRecipient(writing, row, { status: 'skipped', reason: 'opted_out', sentAt: writing.now });
  }
}

/** A recipient has written back, and perhaps wants no more: each counts once. */
export async function noteAnswered(
  { database, now }: Writing,
  { id, campaignId, answeredAt, optedOutAt }: RecipientRow,
  { hasOptedOut }: { hasOptedOut: boolean },
): Promise<void> {
  const isOptOut = hasOptedOut && optedOutAt === null;
  if (answeredAt !== null && !isOptOut) return;
  await database
    .updateTable('bulkRecipients')
    .set({ answeredAt: answeredAt ?? now, ...(isOptOut && { optedOutAt: now }) })
    .where('id', '=', id)
    .execute();
  await database
    .updateTable('bulkCampaigns')
    .set((eb) => ({
      answered: eb('answered', '+', answeredAt === null ? 1 : 0),
      optedOut: eb('optedOut', '+', isOptOut ? 1 : 0),
    }))
    .where('id', '=', campaignId)
    .execute();
}

/** Changes a recipient, given as they are now, and the counts of their campaign. */
export async function changeRecipient(
  { database }: Writing,
  before: RecipientRow,
  change: Partial<Omit<RecipientRow, 'id' | 'campaignId' | 'clientCode'>>,
): Promise<void> {
  await database.updateTable('bulkRecipients').set(change).where('id', '=', before.id).execute();
  const { status } = change;
  if (status === undefined || status === before.status) return;
  await database
    .updateTable('bulkCampaigns')
    .set((eb) => ({ [before.status]: eb(before.status, '-', 1), [status]: eb(status, '+', 1) }))
    .where('id', '=', before.campaignId)
    .execute();
}

/**
 * Some of those who have not had their turn are passed over, and who waited for another one have failed: the campaign is over.
 * Returns whether there may be more.
 */
export async function skipSomeUnsent(writing: Writing, campaign: OfClient, reason: string): Promise<boolean> {
  let moved = 0;
  for (const status of ['skipped', 'failed'] as const) {
    const { numUpdatedRows } = await writing.database
      .updateTable('bulkRecipients')
      .set({ status, reason })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('bulkRecipients')
          .select('id')
          .where('clientCode', '=', campaign.clientCode)
          .where('campaignId', '=', campaign.id)
          .where('status', '=', 'pending')
          .where('sentAt', 'is', null)
          .where('messageId', status === 'skipped' ? 'is' : 'is not', null)
          .limit(MOVED_AT_ONCE),
      )
      .executeTakeFirst();
    moved += await moveCounts(writing, campaign, 'pending', status, Number(numUpdatedRows));
  }
  return moved >= MOVED_AT_ONCE;
}

/**
 * Everybody whose message failed gets another turn, with the same message: under its id a phone that has it after all shows
 * one bubble. Whose data were deleted has no number any more. Returns how many.
 */
export async function retryFailed({ database }: Writing, campaign: OfClient): Promise<number> {
  const { numUpdatedRows } = await database
    .updateTable('bulkRecipients')
    .set({ status: 'pending', reason: null, sentAt: null })
    .where('clientCode', '=', campaign.clientCode)
    .where('campaignId', '=', campaign.id)
    .where('status', '=', 'failed')
    .where('phoneNumber', '!=', '')
    .executeTakeFirst();
  return moveCounts({ database }, campaign, 'failed', 'pending', Number(numUpdatedRows));
}

async function moveCounts(
  { database }: Pick<Writing, 'database'>,
  { id, clientCode }: OfClient,
  from: RecipientStatus,
  to: RecipientStatus,
  count: number,
): Promise<number> {
  await database
    .updateTable('bulkCampaigns')
    .set((eb) => ({ [from]: eb(from, '-', count), [to]: eb(to, '+', count) }))
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
  return count;
}

/** Two contacts are one from now on: what the one was sent the other was. */
export async function moveRecipients({ database }: Writing, from: OfClient, into: { id: string }): Promise<void> {
  await database
    .updateTable('bulkRecipients')
    .set({ contactId: into.id })
    .where('clientCode', '=', from.clientCode)
    .where('contactId', '=', from.id)
    .execute();
}

/** Two conversations are one from now on. */
export async function moveRecipientsOf({ database }: Writing, from: OfClient, into: { id: string }): Promise<void> {
  await database
    .updateTable('bulkRecipients')
    .set({ conversationId: into.id })
    .where('clientCode', '=', from.clientCode)
    .where('conversationId', '=', from.id)
    .execute();
}

/** In the order in which they were given, behind `after`. */
export function readRecipients(
  database: Reading,
  { id, clientCode }: OfClient,
  query: { limit: number; after: number; status?: RecipientStatus | undefined },
): Promise<RecipientRow[]> {
  return database
    .selectFrom('bulkRecipients')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('campaignId', '=', id)
    .where('place', '>', query.after)
    .$if(query.status !== undefined, (rows) => rows.where('status', '=', query.status ?? 'pending'))
    .orderBy('place')
    .limit(query.limit)
    .execute();
}

/** Why recipients failed or were passed over, most frequent first. */
export async function readReasons(
  database: Reading,
  { id, clientCode }: OfClient,
): Promise<{ status: RecipientStatus; reason: string; count: number }[]> {
  const rows = await database
    .selectFrom('bulkRecipients')
    .select(['status', 'reason'])
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('clientCode', '=', clientCode)
    .where('campaignId', '=', id)
    .where('reason', 'is not', null)
    .groupBy(['status', 'reason'])
    .orderBy('count', 'desc')
    .execute();
  return rows.map(({ reason, ...row }) => ({ ...row, reason: reason ?? '' }));
}
