import type { ProbeAnswer } from '#contract/probe';
import { shownAddress } from './addresses';
import type { Outcome } from './finding';
import type { Reply } from './ports';
import { wholePathLine } from './proxy-lines';

const PROBE_PATH = '/api/probe';

/** Whether the configured addresses end behind the host, and whether paths arrive as they were sent. */
export function checkPath(endpoints: readonly string[], reply: Reply<ProbeAnswer>, pageOrigin: string): Outcome {
  for (const endpoint of endpoints) {
    const wrong = wrongAddress(endpoint, pageOrigin);
    if (wrong) return wrong;
  }
  if ('failure' in reply) return { verdict: 'note', means: 'path.unknown' };
  const { arrival } = reply.answer;
  if (arrival.path !== PROBE_PATH) {
    return {
      verdict: 'bad',
      means: changeOf(arrival.path),
      todo: 'path.changedTodo',
      params: { sent: PROBE_PATH, arrived: arrival.path },
      lines: wholePathLine,
    };
  }
  return { verdict: 'good', means: 'path.right', params: { path: arrival.path } };
}

function wrongAddress(endpoint: string, pageOrigin: string): Outcome | null {
  if (endpoint === '') return null;
  const address = shownAddress(endpoint, pageOrigin);
  const wrong = (word: string, right?: string): Outcome => ({
    verdict: 'bad',
    means: `path.${word}`,
    todo: `path.${word}Todo`,
    params: { address },
    ...(right && { lines: `REALTIME_ENDPOINTS=${right}` }),
  });
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) return wrong('noAddress');
  const { origin, pathname, protocol, host } = new URL(endpoint);
  if (/\/api\/?$/.test(pathname)) return wrong('endsInApi', origin);
  if (pathname !== '/') return wrong('hasPath', origin);
  if (protocol === 'http:' && pageOrigin.startsWith('https:')) return wrong('notSecure', `https://${host}`);
  return null;
}

/** Names what a proxy has put in front of the path, or taken from it. */
function changeOf(arrived: string): string {
  if (arrived.endsWith(PROBE_PATH)) return 'path.added';
  return PROBE_PATH.endsWith(arrived) ? 'path.taken' : 'path.changed';
}
