import type { Conversation, ConversationFilter } from '#contract/conversations';

/** Which conversations the list is about. */
export interface ListView {
  readonly filter: ConversationFilter;
  /** Null for all lines. */
  readonly session: string | null;
  /** Null for whatever labels. */
  readonly label: string | null;
  readonly unread: boolean;
}

export const everything: ListView = { filter: 'all', session: null, label: null, unread: false };

/** In the order of the tabs. */
export const FILTERS: readonly ConversationFilter[] = ['mine', 'unassigned', 'all', 'closed'];

/** How many things narrow the list down besides its tab. */
export function narrowings({ session, label, unread }: ListView): number {
  return [session !== null, label !== null, unread].filter(Boolean).length;
}

/** Whether a conversation is among those the view is about, for this person of the team. */
export function belongsToView(
  { filter, session, label, unread }: ListView,
  userId: string | null,
): (conversation: Conversation) => boolean {
  return (conversation) => {
    if (conversation.status !== (filter === 'closed' ? 'closed' : 'open')) return false;
    if (filter === 'mine' && conversation.assignedTo !== userId) return false;
    if (filter === 'unassigned' && conversation.assignedTo !== null) return false;
    if (session !== null && conversation.sessionId !== session) return false;
    if (label !== null && !conversation.labels.includes(label)) return false;
    return !unread || conversation.unread > 0;
  };
}

/** The view as the server understands it. */
export function viewQuery({ filter, session, label, unread }: ListView): Record<string, string | undefined> {
  return {
    filter: filter === 'all' ? undefined : filter,
    session: session ?? undefined,
    label: label ?? undefined,
    unread: unread ? 'true' : undefined,
  };
}
