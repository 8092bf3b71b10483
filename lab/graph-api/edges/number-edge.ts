import type { NumberState } from '../accounts/number-state.ts';
import { chosenFields } from '../http/fields.ts';
import { invalidParameter } from '../http/graph-error.ts';
import type { GraphRequest } from '../http/graph-request.ts';
import { pageOf } from '../http/pages.ts';
import type { LabParts } from '../lab-parts.ts';
import { checkProduct } from '../messages/messages-edge.ts';
import { verifyCallback } from '../webhooks/handshake.ts';

const TYPE = 'WhatsAppBusinessPhoneNumber';
const BY_DEFAULT = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
];

/** `GET /<phone number id>`: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/phone-numbers */
export function showNumber(lab: LabParts, number: NumberState, query: URLSearchParams): object {
  return chosenFields(nodeOf(lab, number), TYPE, query, BY_DEFAULT);
}

/** `GET /<WhatsApp Business account id>/phone_numbers` */
export function listNumbers(lab: LabParts, wabaId: string, query: URLSearchParams, url: string): object {
  const show = (number: NumberState): object => showNumber(lab, number, query);
  return pageOf(lab.world.numbersOf(wabaId), query, { url, show });
}

/** `POST /<phone number id>`, with another address for the webhooks of this number: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override */
export async function changeNumberSettings(
  lab: LabParts,
  number: NumberState,
  { fields }: GraphRequest,
): Promise<object> {
  const configuration = fields['webhook_configuration'];
  if (typeof configuration !== 'object' || configuration === null) {
    throw invalidParameter('The parameter webhook_configuration is required.');
  }
  const { override_callback_uri: url, verify_token: verifyToken } = configuration as Record<string, unknown>;
  if (typeof url !== 'string')
    throw invalidParameter("The parameter webhook_configuration['override_callback_uri'] is required.");
  if (url === '') {
    number.override = undefined;
  } else {
    if (typeof verifyToken !== 'string')
      throw invalidParameter("The parameter webhook_configuration['verify_token'] is required.");
    await verifyCallback(url, verifyToken);
    number.override = { url, verifyToken };
  }
  lab.changed();
  return { success: true };
}

/** `POST /<phone number id>/register`: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/registration */
export function register(lab: LabParts, number: NumberState, { fields }: GraphRequest): object {
  checkProduct(fields);
  const pin = fields['pin'];
  if (typeof pin !== 'string' || !/^\d{6}$/.test(pin)) throw invalidParameter('Param pin must be a 6 digit number.');
  number.isRegistered = true;
  lab.changed();
  return { success: true };
}

function nodeOf({ world }: LabParts, number: NumberState): Record<string, unknown> {
  const account = world.accounts.get(number.wabaId);
  const [[appId, override] = []] = [...(account?.subscribedApps ?? [])];
  const application = appId === undefined ? undefined : world.apps.get(appId)?.callbackUrl;
  return {
    id: number.id,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.verifiedName,
    quality_rating: number.quality,
    quality_score: { score: number.quality },
    throughput: { level: number.throughput },
    messaging_limit_tier: number.messagingLimit,
    whatsapp_business_manager_messaging_limit: number.messagingLimit,
    code_verification_status: number.codeVerification,
    name_status: number.nameStatus,
    new_name_status: 'NONE',
    status: number.isRegistered ? 'CONNECTED' : 'PENDING',
    account_mode: 'LIVE',
    platform_type: number.isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    is_official_business_account: false,
    is_pin_enabled: true,
    search_visibility: 'VISIBLE',
    webhook_configuration: {
      ...(number.override && { phone_number: number.override.url }),
      ...(override && { whatsapp_business_account: override.url }),
      ...(application !== undefined && { application }),
    },
  };
}
