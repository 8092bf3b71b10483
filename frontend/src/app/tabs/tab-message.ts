import type { Message } from '#contract/messages';

/**
 * What the tabs of one browser tell each other. Two tabs may belong to different users for a moment, so whatever concerns
 * one user says whom, and everybody else leaves it.
 */
export type TabMessage =
  /** The cookie all tabs share stands for this user now. */
  | { kind: 'signed-in'; userId: string }
  | { kind: 'signed-out' }
  /** There is work for the leader; whoever leads answers with `leader-awake`. */
  | { kind: 'wake-leader'; userId: string }
  | { kind: 'leader-awake'; userId: string }
  /** The unsent messages in the browser's database are not what they were. */
  | { kind: 'unsent-changed'; userId: string }
  /** This person prefers something else now. */
  | { kind: 'preferences-changed'; userId: string }
  /** The server has stored what was waiting. */
  | { kind: 'message-stored'; userId: string; message: Message }
  /** An empty text: there is no draft any more. */
  | { kind: 'draft-changed'; userId: string; conversationId: string; text: string };

export type TabMessageOf<Kind extends TabMessage['kind']> = Extract<TabMessage, { kind: Kind }>;
