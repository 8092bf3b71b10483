import type { proto } from 'baileys';
import type { ChatLine, Place } from './chat-line.ts';
import { sharedFile } from './file-messages.ts';
import { messageOf, written, type Written } from './content.ts';

/** What a bubble shows beside its text. */
export function shownParts(line: Written): Pick<ChatLine, 'answers' | 'location' | 'contacts' | 'file'> {
  if (line.content === undefined) return {};
  const message = messageOf(line);
  const contacts = message.contactMessage ? [message.contactMessage] : message.contactsArrayMessage?.contacts;
  const answers = answeredIn(message);
  const file = sharedFile(message);
  return {
    ...(answers && { answers }),
    ...(file && { file }),
    ...(message.locationMessage && { location: placeIn(message.locationMessage) }),
    ...(contacts && {
      contacts: contacts.map(({ displayName, vcard }) => ({ name: displayName ?? '', vcard: vcard ?? '' })),
    }),
  };
}

function placeIn(place: proto.Message.ILocationMessage): Place {
  return {
    latitude: place.degreesLatitude ?? 0,
    longitude: place.degreesLongitude ?? 0,
    ...(place.name && { name: place.name }),
    ...(place.address && { address: place.address }),
  };
}

function answeredIn(message: proto.IMessage): ChatLine['answers'] {
  for (const part of Object.values(message) as unknown[]) {
    const context = (part as { contextInfo?: proto.IContextInfo | null } | null)?.contextInfo;
    if (context?.stanzaId) {
      return { id: context.stanzaId, text: written(context.quotedMessage ?? {})?.text ?? '' };
    }
  }
  return undefined;
}
