import type { Kysely } from 'kysely';
import type { FirstReplies } from '#contract/stats';
import { CompiledOnce, type FirstReplyCountsTable, type Reading, type Tables } from '../storage/index.ts';
import { binOf, countIn, percentileOf, type Bins } from './reply-bins.ts';

const upsert = new CompiledOnce((database, added: FirstReplyCountsTable) =>
  database
    .insertInto('firstReplyCounts')
    .values(added)
    .onConflict((conflict) =>
      conflict
        .columns(['clientCode', 'bucket', 'userId', 'sessionId', 'bin'])
        .doUpdateSet((eb) => ({ count: eb('firstReplyCounts.count', '+', added.count) })),
    ),
);

/** Counts `count` more first replies that ended a wait of so many seconds; fewer where it is negative. */
export async function countFirstReplies(
  database: Kysely<Tables>,
  { seconds, ...added }: Omit<FirstReplyCountsTable, 'bin'> & { seconds: number },
): Promise<void> {
  await upsert.execute(database, { ...added, bin: binOf(seconds) });
}

/** The first replies of one agent ('' for the phone) on one line that took so long. */
export type CountedReplies = Pick<FirstReplyCountsTable, 'userId' | 'sessionId' | 'bin' | 'count'>;

const select = new CompiledOnce((database, key: { clientCode: string; from: string; to: string }) =>
  database
    .selectFrom('firstReplyCounts')
    .select(['userId', 'sessionId', 'bin'])
    .select(({ fn }) => fn.sum<number>('count').as('count'))
    .where('clientCode', '=', key.clientCode)
    .where('bucket', '>=', key.from)
    .where('bucket', '<', key.to)
    .groupBy(['userId', 'sessionId', 'bin']),
);

/** The first replies of a client stored from `from` on and before `to`, both starts of quarters. */
export function readFirstReplies(
  database: Reading,
  clientCode: string,
  from: string,
  to: string,
): Promise<CountedReplies[]> {
  return select.execute(database, { clientCode, from, to });
}

/** How many were answered, and how long that took. */
export function describeReplies(bins: Bins): FirstReplies {
  return { answered: countIn(bins), median: percentileOf(bins, 0.5), p90: percentileOf(bins, 0.9) };
}
