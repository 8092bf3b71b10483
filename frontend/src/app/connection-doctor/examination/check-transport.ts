import type { HandshakeTrial } from '#contract/probe';
import type { HandshakeRefusal } from '#contract/socket';
import type { Evidence, Outcome } from './finding';
import type { Reply, SocketTrial, TransportName } from './ports';
import { heldBackLines, socketPathLines, upgradeLines, wholePathLine } from './proxy-lines';

export interface TriedTransport {
  readonly transport: TransportName;
  readonly trial: SocketTrial;
  /** Asked only when the trial did not open. */
  readonly seen: Reply<HandshakeTrial> | null;
  readonly signedIn: boolean;
}

/** Whether a connection over one transport comes through, and if not, how far it got. */
export function checkTransport({ transport, trial, seen, signedIn }: TriedTransport): Outcome {
  const evidence = evidenceOf(transport, seen);
  if (trial.outcome === 'opened') {
    return { verdict: 'good', means: 'transport.opened', params: { milliseconds: Math.round(trial.milliseconds) } };
  }
  if (trial.outcome === 'refused') return { ...refused(trial.code, trial.words, signedIn), evidence };
  return { ...lost(transport, trial, seen), evidence };
}

/** The road is open: what came back are the server's own words. */
function refused(code: HandshakeRefusal | null, words: string, signedIn: boolean): Outcome {
  if (code === 'unauthorized' && !signedIn) return { verdict: 'good', means: 'transport.opensSignedOut' };
  const word = code ?? 'unknown';
  return {
    verdict: 'bad',
    means: `transport.refused.${word}`,
    todo: `transport.refusedTodo.${word}`,
    params: { words },
  };
}

function lost(
  transport: TransportName,
  trial: SocketTrial & { outcome: 'failed' | 'silent' },
  seen: Reply<HandshakeTrial> | null,
): Outcome {
  const status = trial.outcome === 'failed' ? trial.status : 0;
  const words = trial.outcome === 'failed' ? trial.words : '';
  const because = (word: string, lines?: string): Outcome => ({
    verdict: 'bad',
    means: `transport.${word}`,
    todo: `transport.${word}Todo`,
    params: { status, words },
    ...(lines && { lines }),
  });
  // Our own server has answered, at another path than the one that was asked for.
  if (words !== '') return because('misplaced', wholePathLine);
  if (!seen || 'failure' in seen) return because('unseen', transport === 'websocket' ? upgradeLines : socketPathLines);
  const { arrivals } = seen.answer;
  if (arrivals.length === 0) {
    if (transport === 'websocket') return because('websocketBlocked', upgradeLines);
    return because(status > 0 ? 'blockedWith' : 'blocked', socketPathLines);
  }
  if (arrivals.some(({ outcome }) => outcome === 'no_upgrade')) return because('noUpgrade', upgradeLines);
  const refusal = arrivals.find(({ outcome }) => outcome === 'refused');
  if (refusal) return refused(refusal.refusal ?? null, '', true);
  return because('heldBack', heldBackLines);
}

function evidenceOf(transport: TransportName, seen: Reply<HandshakeTrial> | null): Evidence[] {
  if (!seen || 'failure' in seen) return [];
  const sent = `GET /socket.io/?transport=${transport}`;
  return seen.answer.arrivals.map(({ arrival, outcome }) => ({ sent, arrival, outcome }));
}
