import type { SendMessageRequest } from '#contract/messages';
import type { UnsentMessage } from '../../offline';

/** What the server is asked to send. A file has been uploaded by then. */
export function sendRequest({ clientMessageId, text, isNote, quoted, file }: UnsentMessage): SendMessageRequest {
  if (isNote) return { clientMessageId, type: 'note', text };
  const replyTo = quoted?.id;
  if (!file) return { clientMessageId, type: 'text', text, replyTo };
  const { type, mediaId = '', voice } = file;
  if (type === 'audio') return { clientMessageId, type, mediaId, replyTo, ...(voice && { voice }) };
  return { clientMessageId, type, mediaId, replyTo, ...(text !== '' && { text }) };
}
