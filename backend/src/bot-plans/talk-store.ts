import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `botTalks`. */

/** How many replies there were in a conversation on a day, and whether it was told that no more follow. */
export async function readTalk(
  database: Reading,
  conversationId: string,
  day: string,
): Promise<{ replies: number; isCapTold: boolean }> {
  const talk = await database
    .selectFrom('botTalks')
    .select(['day', 'replies', 'cappedOn'])
    .where('conversationId', '=', conversationId)
    .executeTakeFirst();
  return { replies: talk?.day === day ? talk.replies : 0, isCapTold: talk?.cappedOn === day };
}

/** One more reply counts for this day. */
export async function noteReply(writing: Writing, conversationId: string, day: string): Promise<void> {
  const { replies } = await readTalk(writing.database, conversationId, day);
  await save(writing, conversationId, { day, replies: replies + 1 });
}

/** It was told that no more replies follow on this day. */
export async function noteCap(writing: Writing, conversationId: string, day: string): Promise<void> {
  const { replies } = await readTalk(writing.database, conversationId, day);
  await save(writing, conversationId, { day, replies, cappedOn: day });
}

async function save(
  { database }: Writing,
  conversationId: string,
  talk: { day: string; replies: number; cappedOn?: string | null },
): Promise<void> {
  await database
    .insertInto('botTalks')
    .values({ conversationId, cappedOn: null, ...talk })
    .onConflict((conflict) => conflict.column('conversationId').doUpdateSet(talk))
    .execute();
}

/** Two conversations have become one, and what was said in either counts. */
export async function moveTalk(writing: Writing, from: { id: string }, into: { id: string }): Promise<void> {
  const { database } = writing;
  const moved = await database
    .selectFrom('botTalks')
    .selectAll()
    .where('conversationId', '=', from.id)
    .executeTakeFirst();
  if (!moved) return;
  const { day, replies, cappedOn } = moved;
  const kept = await database
    .selectFrom('botTalks')
    .select(['day', 'cappedOn'])
    .where('conversationId', '=', into.id)
    .executeTakeFirst();
  if (kept && kept.day > day) return;
  const before = await readTalk(database, into.id, day);
  await save(writing, into.id, {
    day,
    replies: before.replies + replies,
    cappedOn: [cappedOn, kept?.cappedOn ?? null].includes(day) ? day : null,
  });
}
