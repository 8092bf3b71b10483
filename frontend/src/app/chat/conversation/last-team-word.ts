import type { Message } from '#contract/messages';

/** What says nothing to the contact. */
const silent: ReadonlySet<Message['type']> = new Set(['note', 'system', 'reaction']);

/** When somebody of the team has written last, here or on the phone; null where nobody has. What failed counts for nothing. */
export function lastTeamWord(messages: readonly Message[]): string | null {
  const isTeam = ({ author }: Message): boolean => author === 'user' || author === 'phone';
  const last = messages.findLast((one) => isTeam(one) && !silent.has(one.type) && one.status !== 'failed');
  return last?.sentAt ?? null;
}
