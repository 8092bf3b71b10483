import type { SignedInUser } from '#contract/accounts';
import type { Outcome } from './finding';
import type { Reply } from './ports';

/** Whether the server still knows the sign-in. Null: nobody is signed in here, and that is no fault. */
export function checkSignIn(reply: Reply<SignedInUser> | null): Outcome {
  if (reply === null) return { verdict: 'note', means: 'signIn.nobody' };
  if ('answer' in reply) return { verdict: 'good', means: `signIn.valid.${reply.answer.role}` };
  const { type, status, detail } = reply.failure;
  if (type === 'unauthorized') return { verdict: 'bad', means: 'signIn.ended', todo: 'signIn.endedTodo' };
  if (type === 'forbidden-origin') return { verdict: 'bad', means: 'signIn.origin', todo: 'signIn.originTodo' };
  return { verdict: status === 0 ? 'note' : 'warning', means: 'signIn.unknown', params: { detail } };
}
