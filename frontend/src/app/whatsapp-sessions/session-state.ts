import type { Stats } from '#contract/stats';
import type { SessionQr, SessionReason, WhatsAppSession } from '#contract/whatsapp-sessions';
import type { Tone } from '../ui';

/** A QR code with the moment it was first shown here, from which its ring is drawn; with a pairing code once there is one. */
export interface ShownQr extends SessionQr {
  readonly shownAt: number;
  /** When the pairing code was. */
  readonly codeShownAt?: number;
}

/** How long something is good for, and since when that is counted (epoch milliseconds). */
export interface Validity {
  readonly shownAt: number;
  readonly expiresAt: string;
}

/** A pairing code that was asked for, and whether it may still come. */
export interface AskedCode {
  /** E.164 digits. */
  readonly number: string;
  readonly awaited: boolean;
}

/** What a line received and sent today. */
export type MessagesToday = Stats['lines'][string];

/** What is shown of the codes after this one has come. The same QR goes on with its ring. */
export function withCode(shown: ShownQr | undefined, code: SessionQr, now: number): ShownQr {
  const { qr, expiresAt, attempt, attempts, pairingCode, pairingCodeExpiresAt } = code;
  const shownAt = shown?.qr === qr ? shown.shownAt : now;
  const withoutCode = { qr, expiresAt, attempt, attempts, shownAt };
  if (pairingCode === undefined) return withoutCode;
  const codeShownAt = shown?.pairingCode === pairingCode ? (shown.codeShownAt ?? now) : now;
  return { ...withoutCode, pairingCode, codeShownAt, ...(pairingCodeExpiresAt && { pairingCodeExpiresAt }) };
}

/** Which lines are looked at: all, those that work, those that do not. */
export const lineFilters = ['all', 'open', 'down'] as const;
export type LineFilter = (typeof lineFilters)[number];

export function isIn(filter: LineFilter): (session: Pick<WhatsAppSession, 'state'>) => boolean {
  return ({ state }) => filter === 'all' || (state === 'open') === (filter === 'open');
}

/** Why a line is unlinked although nobody of the team wanted it. */
const unlinkedForGood: readonly SessionReason[] = [
  'logged_out',
  'number_already_linked',
  'another_number',
  'token_expired',
  'token_invalid',
  'permission_missing',
  'number_unknown',
  'number_not_registered',
  'account_restricted',
];

/** Whether a line waits for somebody of the team, who did not want it so. */
export function needsPerson({ state, reason }: Pick<WhatsAppSession, 'state' | 'reason'>): boolean {
  if (state !== 'unlinked') return state === 'stopped';
  return reason !== null && unlinkedForGood.includes(reason);
}

/** Whether the secrets of a line over Meta's Cloud API are still there: they are forgotten when it is unlinked. */
export function keepsCredentials({ state, reason }: Pick<WhatsAppSession, 'state' | 'reason'>): boolean {
  return state !== 'unlinked' || reason !== 'unlinked_by_user';
}

/** What other credentials mend, of a line over Meta's Cloud API. */
const mendedByCredentials: readonly SessionReason[] = [
  'unlinked_by_user',
  'token_expired',
  'token_invalid',
  'permission_missing',
  'number_unknown',
  'another_number',
  'number_already_linked',
  'credentials_unreadable',
];

export function needsCredentials({ state, reason }: Pick<WhatsAppSession, 'state' | 'reason'>): boolean {
  return (state === 'unlinked' || state === 'stopped') && reason !== null && mendedByCredentials.includes(reason);
}

/** Red where a person has to help, grey where a person wanted it so. */
export function toneOf(session: Pick<WhatsAppSession, 'state' | 'reason'>): Tone {
  if (session.state === 'open') return 'success';
  if (needsPerson(session)) return 'danger';
  return session.state === 'unlinked' ? 'neutral' : 'warning';
}

/** Whole seconds until then, 0 once it has passed. */
export function secondsUntil(time: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(time) - now) / 1_000));
}
