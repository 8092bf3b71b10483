import type { AccessToken, BusinessAccount } from '../accounts/accounts.ts';
import { invalidParameter } from '../http/graph-error.ts';
import type { GraphRequest } from '../http/graph-request.ts';
import type { LabParts } from '../lab-parts.ts';
import { verifyCallback } from '../webhooks/handshake.ts';

/** `GET`, `POST` and `DELETE /<WhatsApp Business account id>/subscribed_apps`: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override */
export async function answerSubscribedApps(
  lab: LabParts,
  account: BusinessAccount,
  token: AccessToken,
  { method, fields }: GraphRequest,
): Promise<object> {
  if (method === 'POST') {
    await subscribe(lab, account, token, fields);
    return { success: true };
  }
  if (method === 'DELETE') {
    account.subscribedApps.delete(token.appId);
    lab.changed();
    return { success: true };
  }
  const data = [...account.subscribedApps].map(([id, override]) => ({
    whatsapp_business_api_data: {
      link: `https://www.facebook.com/games/?app_id=${id}`,
      name: lab.world.apps.get(id)?.name,
      id,
    },
    ...(override && { override_callback_uri: override.url }),
  }));
  return { data };
}

/** Without an override an earlier one goes. */
async function subscribe(
  lab: LabParts,
  { id }: BusinessAccount,
  { appId }: AccessToken,
  { override_callback_uri: url, verify_token: verifyToken }: Record<string, unknown>,
): Promise<void> {
  if (url === undefined || url === '') {
    lab.world.subscribe(id, appId, undefined);
  } else {
    if (typeof url !== 'string') throw invalidParameter('Param override_callback_uri must be a string.');
    if (typeof verifyToken !== 'string') throw invalidParameter('The parameter verify_token is required.');
    await verifyCallback(url, verifyToken);
    lab.world.subscribe(id, appId, { url, verifyToken });
  }
  lab.changed();
}
