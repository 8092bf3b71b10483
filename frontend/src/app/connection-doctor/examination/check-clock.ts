import type { ProbeAnswer } from '#contract/probe';
import type { Outcome } from './finding';
import type { Reply } from './ports';

/** Milliseconds: from here on texts such as "in 12 s" are wrong, and from there on times of messages. */
const NOTICEABLE = 30_000;
const WRONG = 300_000;

/** How far this computer's clock is from the server's, which said its time in the middle of the request. */
export function checkClock(reply: Reply<ProbeAnswer>, sentAt: number, answeredAt: number): Outcome {
  if ('failure' in reply) return { verdict: 'note', means: 'clock.unknown' };
  const skew = (sentAt + answeredAt) / 2 - Date.parse(reply.answer.at);
  const seconds = Math.round(Math.abs(skew) / 1_000);
  if (Math.abs(skew) < NOTICEABLE) return { verdict: 'good', means: 'clock.right', params: { seconds } };
  return {
    verdict: Math.abs(skew) < WRONG ? 'warning' : 'bad',
    means: skew > 0 ? 'clock.ahead' : 'clock.behind',
    todo: 'clock.todo',
    params: { minutes: Math.floor(seconds / 60), seconds: seconds % 60 },
  };
}
