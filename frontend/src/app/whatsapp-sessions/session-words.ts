import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { formatPhoneNumber } from '../i18n';

/** What is said about a line that does not simply work: keys of this screen's texts. */
export interface SessionWords {
  /** What happened. */
  readonly reason: string | null;
  /** What happens next; null where the line waits for a countdown, or where the advice says it all. */
  readonly next: string | null;
  /** What that means for the messages, and what a person can do. */
  readonly advice: string | null;
}

/** What is said otherwise of a line over Meta's Cloud API, which has no phone to be linked. */
const ofCloudApi: readonly string[] = [
  'reason.another_number',
  'advice.another_number',
  'advice.credentials_unreadable',
  'advice.number_already_linked',
  'advice.unlinked_by_user',
  'refused.another_number',
  'refused.number_of_another_line',
];

function forKind(kind: WhatsAppSession['kind'], key: string): string {
  return kind === 'cloud-api' && ofCloudApi.includes(key) ? `cloud.${key}` : key;
}

/** Undefined for a line that works, and for one that is being linked: its codes and steps say what to do. */
export function wordsOf({
  kind,
  state,
  reason,
}: Pick<WhatsAppSession, 'kind' | 'state' | 'reason'>): SessionWords | undefined {
  if (state === 'open' || state === 'linking') return undefined;
  const why = {
    reason: reason && forKind(kind, `reason.${reason}`),
    advice: reason && forKind(kind, `advice.${reason}`),
  };
  if (state === 'retrying' || (state === 'unlinked' && reason)) return { ...why, next: null };
  return { ...why, next: `next.${state}` };
}

/** Whose phone was turned away, as a key of this screen's texts with its parameters. */
export interface Refusal {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Null where no phone was, and where it was turned away for a line that is no longer there. */
export function refusalOf(
  { kind, state, reason, refusedPhoneNumber: refused, lastPhoneNumber: own }: WhatsAppSession,
  lines: readonly Pick<WhatsAppSession, 'name' | 'phoneNumber'>[],
): Refusal | null {
  if (state !== 'unlinked' || !reason || !refused) return null;
  const number = formatPhoneNumber(refused);
  const line = lines.find(({ phoneNumber }) => phoneNumber === refused)?.name;
  if (reason === 'another_number') {
    const numbers = { number, own: formatPhoneNumber(own ?? '') };
    return line === undefined
      ? { key: forKind(kind, 'refused.another_number'), params: numbers }
      : { key: forKind(kind, 'refused.number_of_another_line'), params: { ...numbers, line } };
  }
  return line === undefined ? null : { key: 'refused.number_already_linked', params: { number, line } };
}

/** A while as people read it: `12 s`, `4 min 58 s`, `5 min`. */
export function durationOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}
