import { z } from 'zod';
import { cloudApiCredentials, cloudApiLine } from './cloud-api.ts';
import { id, isoTime, pageLimit, phoneNumber, version } from './values.ts';

export const sessionKind = z.enum(['whatsapp-web', 'cloud-api']);

/**
 * `unlinked`: no phone · `linking`: a QR is shown · `connecting` · `open` · `retrying`: dropped, tries again by itself ·
 * `stopped`: waits for a person.
 */
export const sessionState = z.enum(['unlinked', 'linking', 'connecting', 'open', 'retrying', 'stopped']);
export type SessionState = z.infer<typeof sessionState>;

/** Why a session is where it is: a stable word the screens translate. */
export const sessionReason = z.enum([
  'logged_out',
  'banned',
  'multi_device_mismatch',
  'timed_out',
  'connection_closed',
  'unavailable',
  'connection_replaced',
  'bad_session',
  'restart_required',
  'qr_expired',
  'unlinked_by_user',
  'server_unreachable',
  'client_outdated',
  'no_answer',
  'credentials_unreadable',
  'number_already_linked',
  'another_number',
  'token_expired',
  'token_invalid',
  'permission_missing',
  'number_unknown',
  'number_not_registered',
  'account_restricted',
]);
export type SessionReason = z.infer<typeof sessionReason>;

/** What to show a person whose phone is to be linked: `qr` is the text to encode, `attempt` counts from 1 to `attempts`. */
export const sessionQr = z.object({
  qr: z.string(),
  expiresAt: isoTime,
  attempt: z.int(),
  attempts: z.int(),
  /** Eight characters to type into the phone instead of scanning, once they were asked for; they outlive the QR. */
  pairingCode: z.string().optional(),
  /** With `pairingCode`: it is as good as the last of the QRs. */
  pairingCodeExpiresAt: isoTime.optional(),
});
export type SessionQr = z.infer<typeof sessionQr>;

export const whatsappSession = z.object({
  id,
  version,
  kind: sessionKind,
  name: z.string(),
  phoneNumber: phoneNumber.nullable(),
  /** The number it has or last had, and the only one that can be linked again; null where there never was one. */
  lastPhoneNumber: phoneNumber.nullable(),
  /** The number of the phone that was turned away last, for `number_already_linked` and `another_number`; null otherwise. */
  refusedPhoneNumber: phoneNumber.nullable(),
  state: sessionState,
  reason: sessionReason.nullable(),
  since: isoTime,
  retryAt: isoTime.nullable(),
  /** Since when a linked line has had no connection that held two minutes; null while it is open, and without a link. */
  downSince: isoTime.nullable(),
  /** Only for admins, and only while linking. */
  qr: sessionQr.optional(),
  /** Only for admins, and only of a line over Meta's Cloud API. */
  cloudApi: cloudApiLine.optional(),
});
export type WhatsAppSession = z.infer<typeof whatsappSession>;

const name = z.string().trim().min(1).max(60);

/** A line by QR waits for `connect`; one over Meta's Cloud API is examined and connected at once. */
export const createSessionRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whatsapp-web'), name }),
  z.strictObject({ kind: z.literal('cloud-api'), name, ...cloudApiCredentials.shape }),
]);
export type CreateSessionRequest = z.infer<typeof createSessionRequest>;

/** The credentials of a line over Meta's Cloud API can be replaced one by one; those that are not named stay. */
export const updateSessionRequest = z
  .strictObject({ name, ...cloudApiCredentials.shape })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type UpdateSessionRequest = z.infer<typeof updateSessionRequest>;

/** With a `phoneNumber` a pairing code is asked for, for the phone that has this number; the QR can be scanned all the same. */
export const connectSessionRequest = z.strictObject({ phoneNumber: phoneNumber.optional() });
export type ConnectSessionRequest = z.infer<typeof connectSessionRequest>;

/** What the product does after a close: `retrying` by itself, or a person has to help. */
export const sessionAction = z.enum(['retrying', 'scan_again', 'stopped']);
export type SessionAction = z.infer<typeof sessionAction>;

/** One change of a session. `code` is WhatsApp's close code where a close brought it about. */
export const sessionHistoryEntry = z.object({
  version,
  at: isoTime,
  state: sessionState,
  reason: sessionReason.nullable(),
  code: z.int().nullable(),
  action: sessionAction.nullable(),
  retryAt: isoTime.nullable(),
});
export type SessionHistoryEntry = z.infer<typeof sessionHistoryEntry>;

export const sessionHistoryQuery = z.object({
  limit: pageLimit,
  before: z.coerce.number().int().positive().optional(),
});

/** Newest first; `nextCursor` goes into `before`. */
export const sessionHistory = z.object({ items: z.array(sessionHistoryEntry), nextCursor: z.string().nullable() });
export type SessionHistory = z.infer<typeof sessionHistory>;

export const sessionList = z.object({ items: z.array(whatsappSession), epoch: z.string(), seq: z.int() });
export type SessionList = z.infer<typeof sessionList>;

export const sessionResponse = z.object({ session: whatsappSession });
export type SessionResponse = z.infer<typeof sessionResponse>;
