import type { Conversation, ConversationFilter } from '#contract/conversations';
import { WAITING, waitingRange } from '#contract/waiting-range';

/** Which conversations the list is about. */
export interface ListView {
  readonly filter: ConversationFilter;
  /** Null for all lines. */
  readonly session: string | null;
  /** Null for whatever labels. */
  readonly label: string | null;
  readonly unread: boolean;
  /** Whose it is; null for anybody's. */
  readonly agent: string | null;
  /** How long the contact has been waiting, in seconds, as the API takes it: `900`, `300-900`; null for however long. */
  readonly waiting: string | null;
}

export const everything: ListView = {
  filter: 'all',
  session: null,
  label: null,
  unread: false,
  agent: null,
  waiting: null,
};

/** In the order of the tabs. */
export const FILTERS: readonly ConversationFilter[] = ['mine', 'unassigned', 'all', 'closed'];

/** What an address says of a view, named as the API names it. */
export type ViewParams = Readonly<Record<'filter' | 'session' | 'agent' | 'waiting' | 'unread', string | undefined>>;

/** The view an address asks for; null where it says nothing of it. */
export function viewOf({ filter, session, agent, waiting, unread }: ViewParams): ListView | null {
  if ((filter ?? session ?? agent ?? waiting ?? unread) === undefined) return null;
  return {
    ...everything,
    filter: FILTERS.find((one) => one === filter) ?? 'all',
    session: session ?? null,
    unread: unread === 'true',
    agent: agent ?? null,
    waiting: waiting && WAITING.test(waiting) ? waiting : null,
  };
}

/** How many things narrow the list down besides its tab. */
export function narrowings({ session, label, unread, agent, waiting }: ListView): number {
  return [session !== null, label !== null, unread, agent !== null, waiting !== null].filter(Boolean).length;
}

/** Whether a conversation is among those the view is about, for this person of the team; `now` in epoch milliseconds. */
export function belongsToView(
  { filter, session, label, unread, agent, waiting }: ListView,
  userId: string | null,
  now: () => number = Date.now,
): (conversation: Conversation) => boolean {
  return (conversation) => {
    if (conversation.status !== (filter === 'closed' ? 'closed' : 'open')) return false;
    if (filter === 'mine' && conversation.assignedTo !== userId) return false;
    if (filter === 'unassigned' && conversation.assignedTo !== null) return false;
    if (session !== null && conversation.sessionId !== session) return false;
    if (label !== null && !conversation.labels.includes(label)) return false;
    if (agent !== null && conversation.assignedTo !== agent) return false;
    if (waiting !== null && !waitsSo(conversation, waiting, now())) return false;
    return !unread || conversation.unread > 0;
  };
}

function waitsSo({ waitingSince }: Conversation, waiting: string, now: number): boolean {
  const { least, most } = waitingRange(waiting);
  const seconds = waitingSince === null ? -1 : Math.max(0, (now - Date.parse(waitingSince)) / 1_000);
  return seconds >= least && seconds <= most;
}

/** Those of an age in seconds, such as `300-900`, who were younger so many seconds ago. */
export function newlyWaiting(waiting: string, seconds: number): string {
  const { least, most } = waitingRange(waiting);
  return `${least}-${Math.min(least + seconds, most)}`;
}

/** The view as the server understands it. */
export function viewQuery({
  filter,
  session,
  label,
  unread,
  agent,
  waiting,
}: ListView): Record<string, string | undefined> {
  return {
    filter: filter === 'all' ? undefined : filter,
    session: session ?? undefined,
    label: label ?? undefined,
    unread: unread ? 'true' : undefined,
    agent: agent ?? undefined,
    waiting: waiting ?? undefined,
  };
}
