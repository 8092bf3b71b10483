import type { ImportedPortion } from '#contract/contact-import';
import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `contactImports`. */

/** What is told of an import this long after its last portion is told anew: nobody tries one again that late. Milliseconds. */
const KEPT = 7 * 24 * 3_600_000;

/** The last portion of an import that was taken, and what was answered. */
export async function findTaken(
  database: Reading,
  clientCode: string,
  id: string,
): Promise<{ portion: number; answer: ImportedPortion } | undefined> {
  const row = await database
    .selectFrom('contactImports')
    .select(['portion', 'answer'])
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { portion: row.portion, answer: JSON.parse(row.answer) as ImportedPortion };
}

export async function noteTaken(
  { database, now }: Writing,
  { clientCode, id, portion, answer }: { clientCode: string; id: string; portion: number; answer: ImportedPortion },
): Promise<void> {
  const noted = { portion, answer: JSON.stringify(answer), at: now };
  await database
    .insertInto('contactImports')
    .values({ clientCode, id, ...noted })
    .onConflict((conflict) => conflict.columns(['clientCode', 'id']).doUpdateSet(noted))
    .execute();
  await database
    .deleteFrom('contactImports')
    .where('clientCode', '=', clientCode)
    .where('at', '<', new Date(Date.parse(now) - KEPT).toISOString())
    .execute();
}
