import { sql } from 'kysely';
import { WAITING_AGES, type TeamStats } from '#contract/stats';
import type { Reading } from '../storage/index.ts';
import { dayAt } from './day.ts';
import { readFirstReplies } from './first-replies.ts';
import { readMessageCounts } from './message-counts.ts';
import { isoTime } from './read-slice.ts';
import { talliesBy, tallyOf } from './tally.ts';

/** How the work is spread over the team, at `now` in milliseconds since 1970 and of today in the client's time zone. */
export async function readTeam(
  database: Reading,
  { clientCode, timeZone }: { clientCode: string; timeZone: string },
  now: number,
): Promise<Pick<TeamStats, 'agents' | 'waiting'>> {
  return {
    agents: await readAgents(database, clientCode, dayAt(now, timeZone)),
    waiting: await readWaiting(database, clientCode, now),
  };
}

async function readAgents(
  database: Reading,
  clientCode: string,
  today: { from: number; to: number },
): Promise<TeamStats['agents']> {
  const people = await database
    .selectFrom('users')
    .leftJoin('agentCounts', (join) =>
      join.onRef('agentCounts.userId', '=', 'users.id').onRef('agentCounts.clientCode', '=', 'users.clientCode'),
    )
    .select(['users.id', 'name', 'role', 'active', 'open', 'unread', 'waiting'])
    .where('users.clientCode', '=', clientCode)
    .where((eb) => eb.or([eb('active', '=', 1), eb('open', '>', 0)]))
    .execute();
  const waiting = await database
    .selectFrom('conversations')
    .select(['assignedTo', (eb) => eb.fn.min('waitingSince').as('since')])
    .where('clientCode', '=', clientCode)
    .where('waitingSince', 'is not', null)
    .groupBy('assignedTo')
    .execute();
  const longest = new Map(waiting.map(({ assignedTo, since }) => [assignedTo, since]));
  const [from, to] = [isoTime(today.from), isoTime(today.to)];
  const messages = await readMessageCounts(database, clientCode, from, to);
  const tallies = talliesBy('userId', [{ messages, replies: await readFirstReplies(database, clientCode, from, to) }]);
  return people
    .map(({ id, name, role, active, ...counts }): TeamStats['agents'][number] => {
      const { sent, firstReplies } = tallyOf(tallies, id).totals();
      return {
        userId: id,
        name,
        role: role === 'admin' ? 'admin' : 'agent',
        active: active === 1,
        open: counts.open ?? 0,
        unread: counts.unread ?? 0,
        waiting: counts.waiting ?? 0,
        waitingSince: longest.get(id) ?? null,
        sentToday: sent,
        firstReplies,
      };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** One group for each age between two of `WAITING_AGES`, from the index of those who wait alone. */
async function readWaiting(database: Reading, clientCode: string, now: number): Promise<TeamStats['waiting']> {
  const [first, ...others] = WAITING_AGES.map((seconds) => isoTime(now - seconds * 1_000));
  const borders = [first, ...others].map(
    (border, place) => sql`when "waitingSince" > ${border} then ${sql.lit(place)}`,
  );
  const age = sql<number>`case ${sql.join(borders, sql` `)} else ${sql.lit(borders.length)} end`;
  const rows = await database
    .selectFrom('conversations')
    .select([
      age.as('age'),
      (eb) => eb.fn.countAll<number>().as('count'),
      sql<number>`sum("assignedTo" is null)`.as('unassigned'),
    ])
    .where('clientCode', '=', clientCode)
    .where('waitingSince', 'is not', null)
    .groupBy('age')
    .execute();
  const groups = new Map(rows.map(({ age: place, count, unassigned }) => [place, { count, unassigned }]));
  return Array.from({ length: borders.length + 1 }, (_, place) => groups.get(place) ?? { count: 0, unassigned: 0 });
}
