import { z } from 'zod';
import { ACCESS_TOKEN_LENGTH, APP_SECRET, META_ID, VERIFY_TOKEN } from './cloud-api-rules.ts';
import { isoTime } from './values.ts';

/** What Meta thinks of a number, from how people take its messages. `unknown` until Meta has said. */
export const numberQuality = z.enum(['green', 'yellow', 'red', 'unknown']);
export type NumberQuality = z.infer<typeof numberQuality>;

const metaId = z.string().regex(META_ID, 'Use the digits that Meta shows for it.');
const secret = z.string().trim().min(ACCESS_TOKEN_LENGTH.min).max(ACCESS_TOKEN_LENGTH.max);

/** What it takes to speak for a number, as Meta's app dashboard shows it. */
export const cloudApiCredentials = z.strictObject({
  phoneNumberId: metaId,
  businessAccountId: metaId,
  accessToken: secret,
  appSecret: z.string().trim().regex(APP_SECRET, 'Use the 32 hexadecimal digits of the app secret.'),
  /** The word Meta shows when it calls the webhook for the first time; made here when absent. */
  verifyToken: z.string().trim().regex(VERIFY_TOKEN, 'Use 8 to 100 letters, digits, "-", "_", "." or "~".').optional(),
});
export type CloudApiCredentials = z.infer<typeof cloudApiCredentials>;

/** A line over Meta's Cloud API, for admins. Tokens and secrets are never shown again. */
export const cloudApiLine = z.object({
  phoneNumberId: z.string(),
  businessAccountId: z.string(),
  /** To be copied to Meta. */
  verifyToken: z.string(),
  /** Where Meta is to send webhooks; null while the server does not know its own address (`PUBLIC_URL`). */
  webhookUrl: z.string().nullable(),
  /** The name Meta has approved for the number; null until Meta has told it. */
  verifiedName: z.string().nullable(),
  quality: numberQuality,
  /** Messages a second that Meta takes from this number. */
  throughput: z.int().positive(),
  /** Meta's word for how many people may be written to first within 24 hours, such as `TIER_1K`. */
  messagingLimit: z.string().nullable(),
  /** Null for a token without an end, and until Meta has told. */
  tokenExpiresAt: isoTime.nullable(),
  /** When Meta last verified the webhook's address, and when it last sent something. */
  webhookVerifiedAt: isoTime.nullable(),
  lastWebhookAt: isoTime.nullable(),
  /** Where Meta sends the webhooks of the number, if not here: what customers write does not arrive then. Null where all is well. */
  webhooksElsewhere: z.string().nullable(),
});
export type CloudApiLine = z.infer<typeof cloudApiLine>;

/** What is examined of a line, in the order in which one needs the other. */
export const cloudApiCheckName = z.enum([
  'access_token',
  'permissions',
  'phone_number',
  'business_account',
  'app_secret',
  'registered',
  'public_address',
  'webhook_verified',
  'subscribed',
  'webhook_seen',
]);
export type CloudApiCheckName = z.infer<typeof cloudApiCheckName>;

/** `waiting`: nothing is wrong, but Meta or a person has not done it yet. `unknown`: it could not be found out. */
export const cloudApiCheck = z.object({
  name: cloudApiCheckName,
  outcome: z.enum(['passed', 'failed', 'waiting', 'unknown']),
  /** A stable word for what is wrong, which the screens translate. */
  reason: z.string().optional(),
  /** Meta's own words, or the value in question. */
  detail: z.string().optional(),
});
export type CloudApiCheck = z.infer<typeof cloudApiCheck>;

export const cloudApiChecks = z.object({ checks: z.array(cloudApiCheck) });
export type CloudApiChecks = z.infer<typeof cloudApiChecks>;
