import type { UnsentMessage } from '../../offline';

export interface SendingState {
  /** Whether this tab is the one to send it. */
  isOurs: (message: UnsentMessage) => boolean;
  isTrying: (message: UnsentMessage) => boolean;
  /** Whether the server has trouble with a conversation, so that the others do not wait for it. */
  isTroubled: (conversationId: string) => boolean;
}

/**
 * What to begin with now, out of all that waits in the order of writing: one of each conversation at a time. Behind one
 * that has to wait for its turn the others wait too, so that messages leave in the order in which they were written.
 */
export function dueMessages(waiting: readonly UnsentMessage[], state: SendingState): UnsentMessage[] {
  const due: UnsentMessage[] = [];
  const busy = new Set<string>();
  for (const message of waiting) {
    const { conversationId } = message;
    if (message.refusal !== undefined) continue;
    if (!busy.has(conversationId)) {
      busy.add(conversationId);
      if (state.isOurs(message) && !state.isTrying(message)) due.push(message);
    } else if (state.isOurs(message) && !state.isTroubled(conversationId)) {
      break;
    }
  }
  return due;
}
