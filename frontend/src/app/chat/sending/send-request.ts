import type { SendMessageRequest } from '#contract/messages';
import type { UnsentMessage } from '../../offline';

/** What the server is asked to send. A file has been uploaded by then. */
export function sendRequest(message: UnsentMessage): SendMessageRequest {
  const { clientMessageId, text, isNote, quoted, file, location, contacts, interactive, template } = message;
  if (isNote) return { clientMessageId, type: 'note', text };
  const replyTo = quoted?.id;
  if (template) {
    const { id: templateId, parameters } = template;
    const mediaId = file?.mediaId;
    return { clientMessageId, type: 'template', templateId, parameters, replyTo, ...(mediaId && { mediaId }) };
  }
  if (interactive) {
    const { header, footer, list, buttons = [] } = interactive;
    const common = { clientMessageId, text, replyTo, ...(header && { header }), ...(footer && { footer }) };
    return list
      ? { ...common, type: 'list', list }
      : { ...common, type: 'buttons', buttons: buttons.map((button) => button.text) };
  }
  if (location) return { clientMessageId, type: 'location', location, replyTo };
  if (contacts) return { clientMessageId, type: 'contacts', contacts: [...contacts], replyTo };
  if (!file) return { clientMessageId, type: 'text', text, replyTo };
  const { type, mediaId = '', voice } = file;
  if (type === 'sticker') return { clientMessageId, type, mediaId, replyTo };
  if (type === 'audio') return { clientMessageId, type, mediaId, replyTo, ...(voice && { voice }) };
  return { clientMessageId, type, mediaId, replyTo, ...(text !== '' && { text }) };
}
