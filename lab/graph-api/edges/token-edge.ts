import type { AccessToken } from '../accounts/accounts.ts';
import { problemOf } from '../http/access.ts';
import { invalidParameter } from '../http/graph-error.ts';
import { digitsFrom } from '../ids.ts';
import type { LabParts } from '../lab-parts.ts';

/** `GET /debug_token`: https://developers.facebook.com/docs/graph-api/reference/debug_token */
export function debugToken({ world, time }: LabParts, query: URLSearchParams): object {
  const shown = query.get('input_token');
  if (shown === null) throw invalidParameter('The parameter input_token is required.');
  const token = world.tokens.get(shown);
  if (token === undefined) {
    const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
    return { data: { error, is_valid: false, scopes: [] } };
  }
  const problem = problemOf(token, time);
  const error = problem && { code: 190, message: problem.message, subcode: problem.subcode };
  const { appId, scopes, wabaIds, issuedAt, expiresAt } = token;
  return {
    data: {
      app_id: appId,
      type: 'SYSTEM_USER',
      application: world.apps.get(appId)?.name,
      data_access_expires_at: 0,
      ...(error && { error }),
      expires_at: expiresAt === undefined ? 0 : Math.floor(expiresAt / 1000),
      is_valid: error === undefined,
      issued_at: Math.floor(issuedAt / 1000),
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, target_ids: wabaIds })),
      user_id: userIdOf(token),
    },
  };
}

/** `GET /me`: the system user of a token. */
export function me(token: AccessToken): object {
  return { name: 'Lab system user', id: userIdOf(token) };
}

function userIdOf({ appId }: AccessToken): string {
  return digitsFrom(`system user ${appId}`);
}
