import { createHmac } from 'node:crypto';
import { MESSAGING, type AccessToken, type MANAGEMENT } from '../accounts/accounts.ts';
import type { LabTime } from '../lab-time.ts';
import type { World } from '../world.ts';
import { GraphError, unknownObject } from './graph-error.ts';

/** Whose token it is; throws 190 where it is none that is good. */
export function tokenOf(world: World, time: LabTime, shown: string | undefined): AccessToken {
  if (shown === undefined) {
    const message = 'An access token is required to request this resource.';
    throw new GraphError(104, { message, httpStatus: 401 });
  }
  const token = world.tokens.get(shown) ?? appToken(world, shown);
  const problem = token === undefined ? new GraphError(190) : problemOf(token, time);
  if (token === undefined || problem) throw problem ?? new GraphError(190);
  return token;
}

/** Throws where a proof that came along was not made with the secret of the token's app: https://developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof */
export function checkProof(world: World, { token, appId }: AccessToken, query: URLSearchParams): void {
  const proof = query.get('appsecret_proof');
  if (proof === null) return;
  const secret = world.apps.get(appId)?.secret ?? '';
  if (proof === createHmac('sha256', secret).update(token).digest('hex')) return;
  const message = 'Invalid appsecret_proof provided in the API argument';
  throw new GraphError(100, { message, type: 'GraphMethodException' });
}

/** Why a token is no longer good: https://developers.facebook.com/docs/graph-api/guides/error-handling#errorcodes */
export function problemOf({ isRevoked, expiresAt }: AccessToken, time: LabTime): GraphError | undefined {
  if (isRevoked) {
    const message =
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.';
    return new GraphError(190, { message, subcode: 460 });
  }
  if (expiresAt === undefined || expiresAt > time.now()) return undefined;
  const message = `Error validating access token: Session has expired on ${new Date(expiresAt).toUTCString()}. The current time is ${new Date(time.now()).toUTCString()}.`;
  return new GraphError(190, { message, subcode: 463 });
}

/** What an app shows for itself: its id and its secret. */
function appToken(world: World, shown: string): AccessToken | undefined {
  const [id = '', secret] = shown.split('|');
  const app = world.apps.get(id);
  if (app === undefined || app.secret !== secret) return undefined;
  return { token: shown, appId: id, wabaIds: [], scopes: [], issuedAt: 0, expiresAt: undefined, isRevoked: false };
}

/** Throws where a token may not see an account, or do this with it. */
export function demandAccess(
  token: AccessToken,
  wabaId: string,
  scope: typeof MESSAGING | typeof MANAGEMENT,
  asked: { method: string; id: string },
): void {
  if (!token.wabaIds.includes(wabaId)) throw unknownObject(asked.method, asked.id);
  if (!token.scopes.includes(scope)) throw new GraphError(scope === MESSAGING ? 10 : 200);
}
