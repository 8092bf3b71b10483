import type { Message } from '#contract/messages';
import type { SignedInUser } from '#contract/accounts';
import type { QueuedSend } from '../sending/queued-send';

/** A message as it is shown: as stored by the server, or as it waits in this browser. */
export interface Bubble {
  message: Message;
  /** `waiting` and `refused` exist only here; `stored` is what the server has. */
  state: 'stored' | 'waiting' | 'refused';
  /** Why the server refused it, as a problem type. */
  refusal?: string;
}

export function storedBubble(message: Message): Bubble {
  return { message, state: 'stored' };
}

/** The bubble that is shown at once, before the server has answered. */
export function optimisticBubble(send: QueuedSend, user: Pick<SignedInUser, 'id'> | null): Bubble {
  return {
    state: send.refusal ? 'refused' : 'waiting',
    refusal: send.refusal,
    message: {
      id: send.clientMessageId,
      version: 0,
      conversationId: send.conversationId,
      contactId: send.contactId,
      clientMessageId: send.clientMessageId,
      direction: 'out',
      author: 'user',
      userId: user?.id,
      type: 'text',
      text: send.text,
      status: send.refusal ? 'failed' : 'queued',
      sentAt: send.writtenAt,
      createdAt: send.writtenAt,
    },
  };
}
