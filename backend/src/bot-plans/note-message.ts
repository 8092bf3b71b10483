import type { MessageType } from '#contract/messages';
import { readingTime, type Humanizer } from '#contract/bot-pace';
import { CompiledOnce, type CommitTask, type MessagesTable, type Writing } from '../storage/index.ts';
import { beginThought, forgetPlan } from './plan-store.ts';

/** A message that the bot may have to answer, or an answer after which it need not any more. */
type Heard = { clientCode: string; conversationId: string } & (
  { kind: 'question'; messageId: string; characters: number; now: string } | { kind: 'answer' }
);

const answerable: ReadonlySet<string> = new Set<MessageType>([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
]);

/** Of a message that was just stored. */
type Stored = Pick<MessagesTable, 'id' | 'clientCode' | 'conversationId' | 'author' | 'type' | 'text'>;

/**
 * A person's message to the client, or the team's to a person, was stored: plans the bot's answer, or gives it up. For a client
 * without a bot this costs one look for all messages of a commit.
 */
export function noteForBot(writing: Writing, message: Stored): void {
  const { id: messageId, clientCode, conversationId, author, text } = message;
  if (author === 'user' || author === 'phone') noteAnsweredOtherwise(writing, clientCode, conversationId);
  if (author !== 'contact' || !answerable.has(message.type)) return;
  const question = { messageId, characters: text?.length ?? 0, now: writing.now };
  writing.atCommit(planReplies, { kind: 'question', clientCode, conversationId, ...question });
}

/** What a contact has written was answered otherwise, in the write that stored it. */
export function noteAnsweredOtherwise(writing: Writing, clientCode: string, conversationId: string): void {
  writing.atCommit(planReplies, { kind: 'answer', clientCode, conversationId });
}

const selectBot = new CompiledOnce((database, { clientCode }: { clientCode: string }) =>
  database.selectFrom('bots').select('humanizer').where('clientCode', '=', clientCode).where('enabled', '=', 1),
);

const planReplies: CommitTask<Heard> = async (database, heard) => {
  for (const [clientCode, messages] of Map.groupBy(heard, (message) => message.clientCode)) {
    const [bot] = await selectBot.execute(database, { clientCode });
    if (!bot) continue;
    const humanizer = JSON.parse(bot.humanizer) as Humanizer;
    for (const message of messages) {
      if (message.kind === 'answer') {
        await forgetPlan(database, message.conversationId);
      } else {
        const { messageId, characters, now } = message;
        const wait = readingTime(humanizer, characters, drawOf(messageId));
        await beginThought(database, { messageId, dueAt: new Date(Date.parse(now) + wait).toISOString() });
      }
    }
  }
};

/** 0 up to, but not including, 1; the same for the same message, however often it is thought about. */
export function drawOf(messageId: string): number {
  let hash = 2_166_136_261;
  for (const character of messageId) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  return (hash >>> 0) / 2 ** 32;
}
