import { handshakeAuth, type HandshakeRefusal } from '#contract/socket';
import { readCredential, type Authenticate, type OriginRule } from '../web/index.ts';
import type { AppSocket, SocketData } from './socket-types.ts';

/** A refusal the browser can read as `connect_error`'s `data.code`. */
export class RefusedHandshake extends Error {
  readonly data: { code: HandshakeRefusal };

  constructor(code: HandshakeRefusal, message: string = code) {
    super(message);
    this.data = { code };
  }
}

export interface HandshakeRules {
  originRule: OriginRule;
  authenticate: Authenticate;
  /** Whether the request of this socket came over an encrypted connection, trusted proxies considered. */
  isSecure: (socket: AppSocket) => boolean;
}

/**
 * Decides who may open a socket, and as whom. Throws an error whose `data.code` says why not. The origin is judged here and not
 * before the handshake, because an HTTP refusal reaches a browser as "transport error" without a reason; until this has
 * passed the socket is in no room.
 */
export async function admit(socket: AppSocket, rules: HandshakeRules): Promise<SocketData> {
  const { headers } = socket.handshake;
  const auth = handshakeAuth.safeParse(socket.handshake.auth);
  const shown = auth.success ? auth.data.token : undefined;
  const credential = shown === undefined ? readCredential(headers) : { token: shown, from: 'bearer' };
  const byCookie = credential?.from === 'cookie';
  if (!rules.originRule.allows({ headers, method: 'GET', secure: rules.isSecure(socket), byCookie })) {
    throw new RefusedHandshake('forbidden_origin');
  }
  if (!auth.success) throw new RefusedHandshake('unauthorized');
  const signIn = credential && (await rules.authenticate(credential.token));
  if (!signIn) throw new RefusedHandshake('unauthorized');
  const { clientId, clientCode, resumed = false } = auth.data;
  const foreignUser = clientId !== undefined && clientId !== signIn.user.id;
  const foreignClient = clientCode !== undefined && clientCode !== signIn.user.clientCode;
  if (foreignUser || foreignClient) throw new RefusedHandshake('forbidden_client');
  return { signIn, resumed };
}
