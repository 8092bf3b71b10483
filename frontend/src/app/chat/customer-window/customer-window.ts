import { computed, type Signal } from '@angular/core';
import type { Conversation } from '#contract/conversations';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { timeLeft } from './time-left';

/**
 * What may be written to a contact on a line over Meta's Cloud API: anything for 24 hours after their last message, else
 * templates only. Null on any other line, and while the line is not known.
 */
export type CustomerWindow = { state: 'open'; endsAt: string; left: number } | { state: 'closed' | 'unopened' } | null;

/** Follows the clock. To be called where `inject` may be. */
export function customerWindow(
  line: () => WhatsAppSession | null | undefined,
  conversation: () => Pick<Conversation, 'windowEndsAt'> | null,
): Signal<CustomerWindow> {
  const endsAt = computed(() => (line()?.kind === 'cloud-api' ? (conversation()?.windowEndsAt ?? null) : null));
  const left = timeLeft(endsAt);
  return computed(() => {
    if (line()?.kind !== 'cloud-api' || !conversation()) return null;
    const [end, rest] = [endsAt(), left()];
    if (end === null) return { state: 'unopened' };
    return rest === 0 ? { state: 'closed' } : { state: 'open', endsAt: end, left: rest ?? 0 };
  });
}
