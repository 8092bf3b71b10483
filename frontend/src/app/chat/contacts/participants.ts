import type { Message } from '#contract/messages';
import type { ChatEvent } from '../events/chat-event';

/** What has become of people, as far as it shows above what they wrote in groups. */
export type PersonEvent = Extract<ChatEvent, { name: 'contact:updated' | 'contact:removed' }>;

/** The message after the event: under its sender's new name, or of the contact that its sender has turned out to be. */
export function withSenderAfter(message: Message, event: PersonEvent): Message {
  if (event.name === 'contact:updated') {
    const { id, name } = event.data.contact;
    return message.participantId === id && message.participant !== name ? { ...message, participant: name } : message;
  }
  const { contactId, mergedInto } = event.data;
  return message.participantId === contactId && mergedInto !== undefined
    ? { ...message, participantId: mergedInto }
    : message;
}

/** Each item after `change`; the same array where nothing has changed. */
export function mapChanged<Item>(items: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = items.map(change);
  return changed.some((item, index) => item !== items[index]) ? changed : items;
}
