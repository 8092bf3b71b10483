import type { Message } from '#contract/messages';
import type { ChatEvent } from '../events/chat-event';

/** What has become of people, as far as it shows above what they wrote in groups. */
export type PersonEvent = Extract<ChatEvent, { name: 'contact:updated' | 'contact:removed' }>;

/** The message after the event: under its sender's new name, or of the contact that its sender has turned out to be. */
export function withSenderAfter(message: Message, event: PersonEvent): Message {
  const signed = signedAfter(message, event);
  const quoted = message.quoted && signedAfter(message.quoted, event);
  const reactions = message.reactions && mapChanged(message.reactions, (reaction) => signedAfter(reaction, event));
  const isSame = signed === message && quoted === message.quoted && reactions === message.reactions;
  return isSame ? message : { ...signed, ...(quoted && { quoted }), ...(reactions && { reactions: [...reactions] }) };
}

/** What bears the name of somebody in a group: the message, what it quotes, a reaction. */
function signedAfter<Signed extends Pick<Message, 'participant' | 'participantId'>>(
  signed: Signed,
  event: PersonEvent,
): Signed {
  if (event.name === 'contact:updated') {
    const { id, name } = event.data.contact;
    return signed.participantId === id && signed.participant !== name ? { ...signed, participant: name } : signed;
  }
  const { contactId, mergedInto } = event.data;
  return signed.participantId === contactId && mergedInto !== undefined
    ? { ...signed, participantId: mergedInto }
    : signed;
}

/** Each item after `change`; the same array where nothing has changed. */
export function mapChanged<Item>(items: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = items.map(change);
  return changed.some((item, index) => item !== items[index]) ? changed : items;
}
