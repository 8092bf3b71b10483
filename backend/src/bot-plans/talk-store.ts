import type { Reading, Writing } from '../storage/index.ts';

/** The only SQL of the table `botTalks`. */

/**
 * How many replies there were in a conversation on a day, whether it was told that no more follow, and when it was told last that
 * nobody is there.
 */
export async function readTalk(
  database: Reading,
  conversationId: string,
  day: string,
): Promise<{ replies: number; isCapTold: boolean; awayAt: string | null }> {
  const talk = await database
    .selectFrom('botTalks')
    .select(['day', 'replies', 'cappedOn', 'awayAt'])
    .where('conversationId', '=', conversationId)
    .executeTakeFirst();
  const replies = talk?.day === day ? talk.replies : 0;
  return { replies, isCapTold: talk?.cappedOn === day, awayAt: talk?.awayAt ?? null };
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

/** It was told that nobody is there. */
export async function noteAway(writing: Writing, conversationId: string, day: string): Promise<void> {
  const { replies } = await readTalk(writing.database, conversationId, day);
  await save(writing, conversationId, { day, replies, awayAt: writing.now });
}

async function save(
  { database }: Writing,
  conversationId: string,
  talk: { day: string; replies: number; cappedOn?: string | null; awayAt?: string | null },
): Promise<void> {
  await database
    .insertInto('botTalks')
    .values({ conversationId, cappedOn: null, awayAt: null, ...talk })
    .onConflict((conflict) => conflict.column('conversationId').doUpdateSet(talk))
    .execute();
}

/** Two conversations have become one, and what was said in either counts. */
export async function moveTalk(writing: Writing, from: { id: string }, into: { id: string }): Promise<void> {
  const talks = await writing.database
    .selectFrom('botTalks')
    .selectAll()
    .where('conversationId', 'in', [from.id, into.id])
    .execute();
  if (!talks.some(({ conversationId }) => conversationId === from.id)) return;
  const day = latest(talks.map((talk) => talk.day)) ?? '';
  const replies = talks.reduce((sum, talk) => sum + (talk.day === day ? talk.replies : 0), 0);
  const cappedOn = talks.some((talk) => talk.cappedOn === day) ? day : null;
  await save(writing, into.id, { day, replies, cappedOn, awayAt: latest(talks.map(({ awayAt }) => awayAt)) });
}

function latest(times: readonly (string | null)[]): string | null {
  return (
    times
      .filter((time) => time !== null)
      .sort()
      .at(-1) ?? null
  );
}
