/** Reasons there are words for: those of being left out, and the codes of what went wrong with a message. */
const reasons: ReadonlySet<string> = new Set([
  'invalid',
  'duplicate',
  'opted_out',
  'not_on_whatsapp',
  'cancelled',
  'deleted',
  'nothing_to_say',
  'unlinked',
  'undeliverable',
  'window_closed',
  'marketing_limited',
  'marketing_declined',
  'spam_limit',
  'whatsapp_463',
  'payment_missing',
  'kind_unsupported',
  'file_missing',
  'file_refused',
  'upload_failed',
  'template_gone',
  'template_unfit',
  'template_refused',
  'template_paused',
  'country_restricted',
]);

/** The key of the words for a reason; a general one where there are none. */
export function knownReason(reason: string): string {
  return reasons.has(reason) ? reason : 'unknown';
}
