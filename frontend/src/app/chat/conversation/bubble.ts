import { isRetry } from '#contract/message-status';
import type { Media, Message, MessageType } from '#contract/messages';
import type { SignedInUser } from '#contract/accounts';
import type { UnsentFile, UnsentMessage } from '../../offline';
import { keyOf } from './message-window';

/** A message as it is shown: as stored by the server, or as it waits in this browser. */
export interface Bubble {
  message: Message;
  /**
   * `stored` is what the server has; the others exist only in this browser: `waiting` was never tried, `trying` may have
   * reached the server already.
   */
  state: 'stored' | 'waiting' | 'trying' | 'refused';
  /** Why the server refused it, as a problem type. */
  refusal?: string;
  /** Which part of its file is at the server, from 0 to 1, while it is on its way there. */
  uploaded?: number;
}

/** What waits to be sent, with the address under which the page has its file, and how far its upload is. */
export type ShownSend = UnsentMessage & { fileAddress?: string; uploaded?: number };

/**
 * What to show of a conversation: the stored messages, behind them what waits to be sent, and what was refused where it
 * was written. Those of `retried` are on their way to be sent again.
 */
export function bubblesOf(
  stored: readonly Message[],
  sends: readonly ShownSend[],
  user: Pick<SignedInUser, 'id'> | null,
  retried: ReadonlySet<string> = new Set(),
): Bubble[] {
  const keys = new Set(stored.map(keyOf));
  const bubbles = stored.map((message) => storedBubble(retried.has(message.id) ? queuedAgain(message) : message));
  for (const send of sends.filter(({ clientMessageId }) => !keys.has(clientMessageId))) {
    const place =
      send.refusal !== undefined
        ? bubbles.findLastIndex(({ message }) => message.createdAt <= send.writtenAt) + 1
        : bubbles.length;
    bubbles.splice(place, 0, optimisticBubble(send, user));
  }
  return bubbles;
}

export function storedBubble(message: Message): Bubble {
  return { message, state: 'stored' };
}

function queuedAgain(message: Message): Message {
  return isRetry(message.status, 'queued') ? { ...message, status: 'queued', error: undefined } : message;
}

/** The bubble that is shown at once, before the server has answered. */
function optimisticBubble(send: ShownSend, user: Pick<SignedInUser, 'id'> | null): Bubble {
  const { file, fileAddress = '', location, contacts, quoted, interactive, template } = send;
  return {
    state: stateOf(send),
    refusal: send.refusal,
    ...(send.uploaded !== undefined && { uploaded: send.uploaded }),
    message: {
      id: send.clientMessageId,
      version: 0,
      conversationId: send.conversationId,
      contactId: send.contactId,
      clientMessageId: send.clientMessageId,
      direction: 'out',
      author: 'user',
      userId: user?.id,
      type: typeOf(send),
      ...((send.text !== '' || typeOf(send) === 'text') && { text: send.text }),
      ...(quoted && { quoted, replyTo: quoted.id }),
      ...(file && { media: mediaOf(file, fileAddress) }),
      ...(location && { location }),
      ...(contacts && { contacts: [...contacts] }),
      ...(interactive && { interactive }),
      ...(template && { template: { name: template.name, language: template.language } }),
      status: send.refusal ? 'failed' : 'queued',
      sentAt: send.writtenAt,
      createdAt: send.writtenAt,
    },
  };
}

function typeOf({ isNote, file, location, contacts }: UnsentMessage): MessageType {
  if (isNote) return 'note';
  if (location) return 'location';
  return contacts ? 'contacts' : (file?.type ?? 'text');
}

/** A file as it lies in this browser. */
function mediaOf({ blob, name, voice, seconds, width, height }: UnsentFile, url: string): Media {
  const { type: mimeType, size: bytes } = blob;
  const file = { id: '', url, mimeType, bytes, fileName: name, state: 'ready' } as const;
  return {
    ...file,
    ...(voice && { voice }),
    ...(seconds !== undefined && { seconds }),
    ...(width && height && { width, height }),
  };
}

function stateOf({ refusal, tried }: UnsentMessage): Bubble['state'] {
  if (refusal !== undefined) return 'refused';
  return tried ? 'trying' : 'waiting';
}
