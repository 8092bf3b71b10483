import type { LogHead, Reading, Store } from '../storage/index.ts';
import { readHead } from '../storage/index.ts';
import { changeConversation, type DecidedBy } from './change-conversation.ts';

/** So many are handed over in one write: others of the same queue wait no longer for it. */
const AT_ONCE = 100;

interface Person {
  clientCode: string;
  userId: string;
}

/** How many open conversations a person of the team has. */
export async function countOpenOf(database: Reading, { clientCode, userId }: Person): Promise<number> {
  const row = await database
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll().as('open'))
    .where('clientCode', '=', clientCode)
    .where('status', '=', 'open')
    .where('assignedTo', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(row.open);
}

/**
 * Makes every open conversation of a person nobody's, which each of them says. A crash in between leaves the rest as they
 * are; asking again goes on. Returns how many there were.
 */
export async function releaseConversations(
  store: Store,
  person: Person,
  by: DecidedBy,
): Promise<{ released: number } & LogHead> {
  let released = 0;
  for (;;) {
    const { count, ...head } = await store.write(async (writing) => {
      const rows = await writing.database
        .selectFrom('conversations')
        .selectAll()
        .where('clientCode', '=', person.clientCode)
        .where('status', '=', 'open')
        .where('assignedTo', '=', person.userId)
        .limit(AT_ONCE)
        .execute();
      for (const row of rows) await changeConversation(writing, row, { assignedTo: null }, by);
      return { count: rows.length, ...(await readHead(writing.database, person.clientCode)) };
    });
    released += count;
    if (count < AT_ONCE) return { released, ...head };
  }
}
