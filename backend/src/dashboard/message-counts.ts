import type { Kysely, Selectable } from 'kysely';
import { CompiledOnce, type MessagesTable, type Reading, type Tables } from '../storage/index.ts';
import { countFirstReplies } from './first-replies.ts';
import { quarterOf } from './quarters.ts';

/** What of a message decides where and as what it counts. */
export type CountedMessage = Pick<
  Selectable<MessagesTable>,
  'clientCode' | 'createdAt' | 'userId' | 'sessionId' | 'author' | 'type' | 'fromMe' | 'status' | 'answeredAfter'
>;

const counters = ['received', 'sent', 'delivered', 'read', 'failed'] as const;
type Counter = (typeof counters)[number];
type Counts = Readonly<Record<Counter, number>>;

/** What is no message between a contact and the team. */
const uncounted: ReadonlySet<string> = new Set(['note', 'system', 'reaction']);

const nothing: Counts = { received: 0, sent: 0, delivered: 0, read: 0, failed: 0 };
const incoming: Counts = { ...nothing, received: 1 };
/** A status includes those it passed or jumped over; `queued` and `uncertain` may yet become anything. */
const outgoing: Readonly<Record<MessagesTable['status'], Counts>> = {
  queued: nothing,
  uncertain: nothing,
  sent: { ...nothing, sent: 1 },
  delivered: { ...nothing, sent: 1, delivered: 1 },
  read: { ...nothing, sent: 1, delivered: 1, read: 1 },
  failed: { ...nothing, failed: 1 },
  received: nothing,
};

/**
 * Keeps the counters in step with one message, in the write that changes it. `before` is undefined for a message that is
 * new, `after` for one that is deleted. One statement, or none where nothing changes, and one for a first reply.
 */
export async function countMessage(
  database: Kysely<Tables>,
  before: CountedMessage | undefined,
  after: CountedMessage | undefined,
): Promise<void> {
  const message = after ?? before;
  if (!message) return;
  await countReply(database, message, [before?.answeredAfter ?? null, after?.answeredAfter ?? null]);
  const [was, is] = [countsOf(before), countsOf(after)];
  const changed = counters.filter((counter) => is[counter] !== was[counter]);
  if (changed.length === 0) return;
  await addCounts(
    database,
    message,
    Object.fromEntries(changed.map((counter) => [counter, is[counter] - was[counter]])),
  );
}

async function countReply(
  database: Kysely<Tables>,
  { clientCode, createdAt, userId, sessionId }: CountedMessage,
  [was, is]: readonly [was: number | null, is: number | null],
): Promise<void> {
  if (was === is) return;
  const where = { clientCode, bucket: quarterOf(createdAt), userId: userId ?? '', sessionId };
  if (was !== null) await countFirstReplies(database, { ...where, seconds: was, count: -1 });
  if (is !== null) await countFirstReplies(database, { ...where, seconds: is, count: 1 });
}

type Added = Pick<CountedMessage, 'clientCode' | 'sessionId' | 'author'> & { bucket: string; userId: string } & Partial<
    Record<Counter, number>
  >;

const upsert = new CompiledOnce((database, added: Added) =>
  database
    .insertInto('messageCounts')
    .values(added)
    .onConflict((conflict) =>
      conflict
        .columns(['clientCode', 'bucket', 'userId', 'sessionId', 'author'])
        .doUpdateSet((eb) =>
          Object.fromEntries(
            counters
              .filter((counter) => added[counter] !== undefined)
              .map((counter) => [counter, eb(`messageCounts.${counter}`, '+', added[counter] ?? 0)]),
          ),
        ),
    ),
);

async function addCounts(
  database: Kysely<Tables>,
  { clientCode, createdAt, userId, sessionId, author }: CountedMessage,
  change: Partial<Record<Counter, number>>,
): Promise<void> {
  const bucket = quarterOf(createdAt);
  await upsert.execute(database, { clientCode, bucket, userId: userId ?? '', sessionId, author, ...change });
}

/**
 * Counts new messages of the past all at once: one statement for each quarter of an hour, author and line in which there
 * are any, and one for each first reply.
 */
export function countMessages(database: Kysely<Tables>, messages: readonly CountedMessage[]): Promise<void> {
  return sumUp(database, messages, 1);
}

/** Counts messages no longer, because they are deleted; otherwise as `countMessages` does. */
export function uncountMessages(database: Kysely<Tables>, messages: readonly CountedMessage[]): Promise<void> {
  return sumUp(database, messages, -1);
}

async function sumUp(database: Kysely<Tables>, messages: readonly CountedMessage[], each: 1 | -1): Promise<void> {
  const sums = new Map<string, { of: CountedMessage; counts: Record<Counter, number> }>();
  for (const message of messages) {
    const { clientCode, createdAt, userId, sessionId, author } = message;
    const key = JSON.stringify([clientCode, quarterOf(createdAt), userId, sessionId, author]);
    const sum = sums.get(key) ?? { of: message, counts: { ...nothing } };
    const counts = countsOf(message);
    for (const counter of counters) sum.counts[counter] += each * counts[counter];
    sums.set(key, sum);
    const { answeredAfter } = message;
    await countReply(database, message, each === 1 ? [null, answeredAfter] : [answeredAfter, null]);
  }
  for (const { of, counts } of sums.values()) await addCounts(database, of, counts);
}

function countsOf(message: CountedMessage | undefined): Counts {
  if (!message || uncounted.has(message.type)) return nothing;
  return message.fromMe ? outgoing[message.status] : incoming;
}

/** What was counted of one agent ('' for nobody), line and author. */
export type CountedMessages = { userId: string; sessionId: string; author: CountedMessage['author'] } & Record<
  Counter,
  number
>;

const select = new CompiledOnce((database, key: { clientCode: string; from: string; to: string }) =>
  database
    .selectFrom('messageCounts')
    .select(['userId', 'sessionId', 'author'])
    .select(({ fn }) => counters.map((counter) => fn.sum<number>(counter).as(counter)))
    .where('clientCode', '=', key.clientCode)
    .where('bucket', '>=', key.from)
    .where('bucket', '<', key.to)
    .groupBy(['userId', 'sessionId', 'author']),
);

/** A client's messages stored from `from` on and before `to`, by agent, line and author; both are starts of quarters. */
export function readMessageCounts(
  database: Reading,
  clientCode: string,
  from: string,
  to: string,
): Promise<CountedMessages[]> {
  return select.execute(database, { clientCode, from, to });
}

export function noCounts(): Record<Counter, number> {
  return { ...nothing };
}

/** Adds to `sum` what `counts` has of each. */
export function addTo(sum: Record<Counter, number>, counts: Counts): void {
  for (const counter of counters) sum[counter] += counts[counter];
}

/** How many messages came in on one line from `from` on and before `to`, as whole quarters of an hour. */
export async function countReceived(
  database: Reading,
  line: { clientCode: string; id: string },
  from: Date,
  to: Date,
): Promise<number> {
  const { received } = await database
    .selectFrom('messageCounts')
    .select(({ fn }) => fn.sum<number | null>('received').as('received'))
    .where('clientCode', '=', line.clientCode)
    .where('sessionId', '=', line.id)
    .where('bucket', '>=', quarterOf(from.toISOString()))
    .where('bucket', '<', to.toISOString())
    .executeTakeFirstOrThrow();
  return received ?? 0;
}
