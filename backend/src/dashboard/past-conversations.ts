import type { ConversationTotals } from '#contract/stats';
import type { Writing } from '../storage/index.ts';
import { conversationTotalsOf, keptTotals, type CountedConversation } from './conversation-counts.ts';
import { quarterOf } from './quarters.ts';

/** So many rows of a statement stay well below SQLite's 32,766 parameters. */
const ROWS_AT_ONCE = 500;

/** A conversation before and after something that happened to it at `at`, ISO 8601; `before` is undefined where it began. */
export interface PastChange {
  at: string;
  before: CountedConversation | undefined;
  after: CountedConversation;
}

/** Puts what happened to conversations of the past into the quarters of an hour that it belongs to, and into all since. */
export async function countPastConversations(
  { database }: Writing,
  clientCode: string,
  changes: readonly PastChange[],
): Promise<void> {
  const changed = new Map<string, ConversationTotals>();
  for (const { at, before, after } of changes) {
    const sum = changed.get(quarterOf(at)) ?? none();
    add(sum, conversationTotalsOf(after), 1);
    add(sum, conversationTotalsOf(before), -1);
    changed.set(quarterOf(at), sum);
  }
  const kept = await database
    .selectFrom('conversationCountsByQuarter')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .execute();
  const known = new Map(kept.map((row) => [row.bucket, row]));
  let was: ConversationTotals = none();
  const added = none();
  const rows = [...new Set([...changed.keys(), ...known.keys()])].sort().map((bucket) => {
    was = known.get(bucket) ?? was;
    add(added, changed.get(bucket) ?? none(), 1);
    const totals = none();
    add(totals, was, 1);
    add(totals, added, 1);
    return { clientCode, bucket, ...totals };
  });
  await database.deleteFrom('conversationCountsByQuarter').where('clientCode', '=', clientCode).execute();
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await database
      .insertInto('conversationCountsByQuarter')
      .values(rows.slice(start, start + ROWS_AT_ONCE))
      .execute();
  }
}

function none(): ConversationTotals {
  return { openConversations: 0, unassigned: 0, unread: 0, waiting: 0 };
}

function add(sum: ConversationTotals, totals: ConversationTotals, times: 1 | -1): void {
  for (const counter of keptTotals) sum[counter] += times * totals[counter];
}
