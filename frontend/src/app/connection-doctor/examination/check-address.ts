import type { ProbeAnswer } from '#contract/probe';
import type { Outcome } from './finding';
import type { Failure, Reply } from './ports';
import { wholePathLine } from './proxy-lines';

const gatewayStatuses: readonly number[] = [502, 503, 504];

/** Whether the server is reached at the address of the page. `milliseconds` is how long that took. */
export function checkAddress(
  reply: Reply<ProbeAnswer>,
  { origin, hasNetwork }: { origin: string; hasNetwork: boolean },
  milliseconds: number,
): Outcome {
  if ('failure' in reply) return failed(reply.failure, origin, hasNetwork);
  return {
    verdict: 'good',
    means: 'address.reached',
    params: { origin, milliseconds: Math.round(milliseconds) },
    evidence: [{ sent: 'GET /api/probe', arrival: reply.answer.arrival }],
  };
}

function failed({ type, status, detail }: Failure, origin: string, hasNetwork: boolean): Outcome {
  const params = { origin, status, detail };
  const bad = (word: string, lines?: string): Outcome => ({
    verdict: 'bad',
    means: `address.${word}`,
    todo: `address.${word}Todo`,
    params,
    ...(lines && { lines }),
  });
  if (type === 'network') return bad(hasNetwork ? 'unanswered' : 'noNetwork');
  if (type === 'timeout') return bad('silent');
  if (gatewayStatuses.includes(status)) return bad('gateway');
  // The origin has a check of its own, and so far the road is right.
  if (type === 'forbidden-origin') return { verdict: 'good', means: 'address.reachedButRefused', params };
  if (type === 'too-many-requests') return { ...bad('tooMany'), verdict: 'warning' };
  if (detail !== '' && status === 404) return bad('otherPath', wholePathLine);
  if (detail !== '' || status >= 500) return bad('serverError');
  return bad('somebodyElse', wholePathLine);
}
