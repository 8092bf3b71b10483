import { io } from 'socket.io-client';
import type { HandshakeRefusal } from '#contract/socket';
import type { SocketTrial, TrialRequest } from './examination';

const SOCKET_PATH = '/socket.io/';

const refusals: readonly HandshakeRefusal[] = ['unauthorized', 'forbidden_client', 'forbidden_origin', 'wrong_address'];

export interface TrialSetup extends TrialRequest {
  /** For endpoints on another origin, where the cookie does not reach. */
  readonly token: string | null;
  /** Milliseconds until silence is taken for an answer. */
  readonly limit: number;
}

/** What the socket and its transport throw; a transport's errors tell more. */
type ConnectError = Error & { data?: unknown; type?: string; description?: unknown; context?: unknown };

/** Opens one connection over one transport, sees what becomes of it, and closes it again. */
export function trySocketIo({ endpoint, transport, probeId, token, limit }: TrialSetup): Promise<SocketTrial> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = io(endpoint || undefined, {
      path: SOCKET_PATH,
      query: { probe: probeId },
      auth: token === null ? {} : { token },
      transports: [transport],
      upgrade: false,
      withCredentials: true,
      reconnection: false,
      forceNew: true,
    });
    const end = (trial: SocketTrial): void => {
      clearTimeout(patience);
      socket.removeAllListeners().disconnect();
      resolve(trial);
    };
    const patience = setTimeout(() => {
      end({ outcome: 'silent' });
    }, limit);
    socket.on('connect', () => {
      end({ outcome: 'opened', milliseconds: performance.now() - startedAt });
    });
    socket.on('connect_error', (error: ConnectError) => {
      end(trialOf(error));
    });
  });
}

/** A refusal of the server comes without a transport's error; anything else was lost on the way. */
function trialOf(error: ConnectError): SocketTrial {
  if (error.type !== 'TransportError' && error.message !== 'timeout') {
    return { outcome: 'refused', code: refusalOf(error.data), words: error.message };
  }
  const { description, context } = error;
  return { outcome: 'failed', status: typeof description === 'number' ? description : 0, words: wordsIn(context) };
}

function refusalOf(data: unknown): HandshakeRefusal | null {
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  return refusals.find((refusal) => refusal === data.code) ?? null;
}

/** What our own server has to say in an answer that is none of Socket.IO's; empty for anybody else's. */
function wordsIn(context: unknown): string {
  if (!(context instanceof XMLHttpRequest)) return '';
  try {
    const problem: unknown = JSON.parse(context.responseText);
    const isProblem = typeof problem === 'object' && problem !== null && 'detail' in problem && 'type' in problem;
    return isProblem ? String(problem.detail) : '';
  } catch {
    return '';
  }
}
