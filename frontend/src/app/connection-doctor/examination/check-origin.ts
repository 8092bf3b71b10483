import type { Arrival, ProbeAnswer } from '#contract/probe';
import type { Outcome } from './finding';
import type { Reply } from './ports';
import { hostLines, schemeLines } from './proxy-lines';

/** Whether the server takes the page for its own, and if not, which setting says otherwise. */
export function checkOrigin(reply: Reply<ProbeAnswer>, pageOrigin: string): Outcome {
  if ('failure' in reply) {
    const { type, detail } = reply.failure;
    if (type !== 'forbidden-origin') return { verdict: 'note', means: 'origin.unknown' };
    const params = { page: pageOrigin, detail };
    return {
      verdict: 'bad',
      means: 'origin.refused',
      todo: 'origin.refusedTodo',
      params,
      lines: publicUrl(pageOrigin),
    };
  }
  const { ownOrigin, originAllowed, arrival } = reply.answer;
  const params = { page: pageOrigin, own: ownOrigin };
  if (originAllowed) {
    return { verdict: 'good', means: ownOrigin === pageOrigin ? 'origin.own' : 'origin.listed', params };
  }
  return { verdict: 'bad', params, ...causeOf(new URL(pageOrigin), ownOrigin, arrival) };
}

type Cause = Pick<Outcome, 'means' | 'todo' | 'lines'>;

function causeOf(page: URL, ownOrigin: string, arrival: Arrival): Cause {
  const own = URL.canParse(ownOrigin) ? new URL(ownOrigin) : null;
  const because = (word: string, ...lines: string[]): Cause => ({
    means: `origin.${word}`,
    todo: `origin.${word}Todo`,
    ...(lines.length > 0 && { lines: lines.join('\n') }),
  });
  if (own?.hostname === page.hostname && own.protocol !== page.protocol) {
    if (page.protocol === 'http:') return because('openSecure');
    // Without PUBLIC_URL the server goes by what it can see: here it sees HTTP.
    if (arrival.protocol === 'http') {
      return arrival.forwarded['x-forwarded-proto'] === 'https'
        ? because('proxyNotTrusted', publicUrl(page.origin), 'TRUST_PROXY=1')
        : because('schemeLost', publicUrl(page.origin), 'TRUST_PROXY=1', schemeLines);
    }
  }
  if (own?.host === arrival.host && arrival.host !== page.host) {
    return because(own.hostname === page.hostname ? 'portLost' : 'hostLost', publicUrl(page.origin), hostLines);
  }
  return because('otherAddress', publicUrl(page.origin), `CORS_ORIGINS=${page.origin}`);
}

function publicUrl(origin: string): string {
  return `PUBLIC_URL=${origin}`;
}
