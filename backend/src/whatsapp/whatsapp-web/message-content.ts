import { jidDecode, normalizeMessageContent, proto, type WAMessage } from 'baileys';
import type { MessageStatus, MessageType } from '#contract/messages';
import type { RecordedMessage, WhatsAppAddress } from '../../conversations/index.ts';
import { cardsIn } from './contact-cards.ts';
import { announcedIn, kindOfContent } from './files/file-in-message.ts';
import { placeIn } from './places.ts';
import { withoutQuote } from './quote-in-content.ts';
import { textInOtherForm, writtenText } from './readable-text.ts';

type Nullable<T> = { [Name in keyof T]?: T[Name] | null };

/** What is no bubble: keys, receipts of other kinds, edits of and reactions to a message that is there, the frame of an album. */
const withoutBubble: readonly (keyof proto.IMessage)[] = [
  'protocolMessage',
  'reactionMessage',
  'encReactionMessage',
  'pollUpdateMessage',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'encEventResponseMessage',
  'secretEncryptedMessage',
  'messageHistoryBundle',
  'messageHistoryNotice',
  'albumMessage',
  'messageContextInfo',
];

const typeOfContent: Partial<Record<keyof proto.IMessage, MessageType>> = {
  conversation: 'text',
  extendedTextMessage: 'text',
  ...kindOfContent,
  locationMessage: 'location',
  liveLocationMessage: 'location',
  contactMessage: 'contacts',
  contactsArrayMessage: 'contacts',
};

type Bubble = Pick<RecordedMessage, 'type' | 'text' | 'content' | 'details' | 'media'>;

/** What a WhatsApp message says, for our store; undefined when it makes no bubble. */
export function bubbleOf(message: WAMessage): Bubble | undefined {
  return bubbleIn(normalizeMessageContent(message.message));
}

export function bubbleIn(content: proto.IMessage | undefined): Bubble | undefined {
  if (!content) return undefined;
  const kinds = Object.keys(content) as (keyof proto.IMessage)[];
  const kind = kinds.find((name) => content[name] != null && !withoutBubble.includes(name));
  if (!kind) return undefined;
  const text = writtenText(content) ?? textInOtherForm(content);
  const location = placeIn(content);
  const contacts = cardsIn(content);
  const media = announcedIn(content);
  const known = typeOfContent[kind] ?? (text === undefined ? 'unsupported' : 'text');
  return {
    type: known === 'location' && !location ? 'unsupported' : known,
    ...(text !== undefined && { text }),
    ...((location ?? contacts) && { details: { ...(location && { location }), ...(contacts && { contacts }) } }),
    ...(media && { media }),
    ...(typeOfContent[kind] !== 'text' && encoded(content)),
  };
}

/** The protobuf to keep; nothing where it is nested deeper than it can be written again, which no honest app makes. */
function encoded(content: proto.IMessage): { content: Uint8Array } | undefined {
  try {
    return { content: proto.Message.encode(withoutQuote(content)).finish() };
  } catch {
    return undefined;
  }
}

/** WhatsApp's time of a message, ISO 8601 in UTC. */
export function sentAtOf(message: WAMessage, now: Date): string {
  const seconds = Number(message.messageTimestamp ?? 0);
  return seconds > 0 ? new Date(seconds * 1_000).toISOString() : now.toISOString();
}

/** The digits of one jid or two, whichever of them is the phone number and whichever the LID; or a group's id. */
export function addressOf(...jids: (string | null | undefined)[]): WhatsAppAddress {
  const address: WhatsAppAddress = {};
  for (const jid of jids) {
    const decoded = jidDecode(jid ?? undefined);
    if (decoded?.server === 's.whatsapp.net') address.phoneNumber ??= decoded.user;
    if (decoded?.server === 'lid') address.lid ??= decoded.user;
    if (decoded?.server === 'g.us') address.groupId ??= decoded.user;
  }
  return address;
}

/** A group's own; for a person the phone number, by which people can be found, else the LID as it is. */
export function jidOf({ groupId, phoneNumber, lid }: Nullable<WhatsAppAddress>): string {
  if (groupId) return `${groupId}@g.us`;
  return phoneNumber ? `${phoneNumber}@s.whatsapp.net` : `${lid ?? ''}@lid`;
}

/** Baileys' status of a message of ours; undefined for what moves no tick. */
export function statusOf(status: number | null | undefined): MessageStatus | undefined {
  switch (status) {
    case proto.WebMessageInfo.Status.SERVER_ACK:
      return 'sent';
    case proto.WebMessageInfo.Status.DELIVERY_ACK:
      return 'delivered';
    case proto.WebMessageInfo.Status.READ:
    case proto.WebMessageInfo.Status.PLAYED:
      return 'read';
    default:
      return undefined;
  }
}
