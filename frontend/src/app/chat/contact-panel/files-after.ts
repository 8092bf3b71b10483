import type { FileKind } from '#contract/contacts';
import { typesOfFiles } from '#contract/files-of-contacts';
import type { Message } from '#contract/messages';
import type { ChatEvent } from '../events/chat-event';
import { newerMessage } from '../conversation/message-versions';

/** The files of a contact, newest first, after something has happened in the chat. */
export function filesAfter(
  files: readonly Message[],
  event: ChatEvent,
  { contactId, kind }: { contactId: string; kind: FileKind },
): readonly Message[] {
  if (event.name === 'message:new') {
    const { message } = event.data;
    const isOne = message.contactId === contactId && message.media && typesOfFiles[kind].includes(message.type);
    return isOne && !files.some(({ id }) => id === message.id) ? [message, ...files] : files;
  }
  if (event.name !== 'message:updated') return files;
  const { message } = event.data;
  const place = files.findIndex(({ id }) => id === message.id);
  const held = files[place];
  return held ? files.with(place, newerMessage(held, message)) : files;
}
