import type { CloudApiCheck } from '#contract/cloud-api';

/** What can be wrong with any check, whichever of Meta's answers it needs. */
const ofAny: readonly string[] = [
  'account_restricted',
  'no_answer',
  'number_not_registered',
  'number_unknown',
  'permission_missing',
  'refused',
  'token_expired',
  'token_invalid',
  'unreachable',
];

/** What a check found, and what to do: a key of this screen's texts. */
export function wordOfCheck({ name, outcome, reason }: CloudApiCheck): string {
  if (reason === undefined) return outcome === 'unknown' ? 'cloud.check.any.unknown' : `cloud.check.${name}.${outcome}`;
  return ofAny.includes(reason) ? `cloud.check.any.${reason}` : `cloud.check.${name}.${reason}`;
}

/** What `detail` holds. */
export function kindOfDetail({ name, outcome, reason }: CloudApiCheck): 'time' | 'number' | 'words' {
  if (outcome !== 'passed') return 'words';
  if (name === 'phone_number') return 'number';
  return reason === 'expires' || name === 'webhook_verified' || name === 'webhook_seen' ? 'time' : 'words';
}
