import { z } from 'zod';
import { id, isoTime, phoneNumber, version } from './values.ts';

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
]);
export type SessionReason = z.infer<typeof sessionReason>;

/** The QR to show now: `qr` is the text to encode, `attempt` counts from 1 to `attempts`. */
export const sessionQr = z.object({ qr: z.string(), expiresAt: isoTime, attempt: z.int(), attempts: z.int() });
export type SessionQr = z.infer<typeof sessionQr>;

export const whatsappSession = z.object({
  id,
  version,
  kind: sessionKind,
  name: z.string(),
  phoneNumber: phoneNumber.nullable(),
  state: sessionState,
  reason: sessionReason.nullable(),
  since: isoTime,
  retryAt: isoTime.nullable(),
  /** Only for admins, and only while linking. */
  qr: sessionQr.optional(),
});
export type WhatsAppSession = z.infer<typeof whatsappSession>;

/** Lines over Meta's Cloud API are not offered yet, so `kind` takes one word. */
export const createSessionRequest = z.strictObject({
  kind: z.literal('whatsapp-web'),
  name: z.string().trim().min(1).max(60),
});
export type CreateSessionRequest = z.infer<typeof createSessionRequest>;

export const sessionList = z.object({ items: z.array(whatsappSession), epoch: z.string(), seq: z.int() });
export type SessionList = z.infer<typeof sessionList>;

export const sessionResponse = z.object({ session: whatsappSession });
export type SessionResponse = z.infer<typeof sessionResponse>;
