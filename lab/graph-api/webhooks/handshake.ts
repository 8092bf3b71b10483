import { randomInt } from 'node:crypto';
import { GraphError } from '../http/graph-error.ts';

const TIMEOUT = 10_000;

/**
 * Meta asks an address whether it knows the token, and takes it only where the challenge comes back.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 * Throws what the Graph answers where it does not.
 */
export async function verifyCallback(url: string, verifyToken: string): Promise<void> {
  const challenge = String(randomInt(10 ** 8, 10 ** 9));
  const asked = new URL(url);
  asked.searchParams.set('hub.mode', 'subscribe');
  asked.searchParams.set('hub.challenge', challenge);
  asked.searchParams.set('hub.verify_token', verifyToken);
  const answer = await fetch(asked, { signal: AbortSignal.timeout(TIMEOUT) }).catch(() => undefined);
  const said = await answer?.text().catch(() => undefined);
  if (answer?.status === 200 && said === challenge) return;
  const problem =
    answer === undefined
      ? 'The URL could not be reached'
      : `HTTP Status Code = ${answer.status}; HTTP Message = ${answer.statusText}`;
  throw new GraphError(2200, {
    message: `(#2200) Callback verification failed with the following errors: ${problem}`,
    httpStatus: 400,
  });
}
