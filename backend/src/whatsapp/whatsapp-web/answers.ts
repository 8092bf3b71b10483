import { areJidsSameUser, normalizeMessageContent, proto, type WAMessage } from 'baileys';
import type { RecordedMessage, WhatsAppAddress } from '../../conversations/index.ts';
import { addressOf, bubbleIn } from './message-content.ts';
import { contextOf } from './quote-in-content.ts';

/** An emoji is a few characters, however it is put together. */
const LONGEST_EMOJI = 32;

/** This line's own addresses. */
export interface Me {
  id: string;
  lid?: string | undefined;
}

/** What a message answers, with what WhatsApp shows of it. */
export function answersOf(message: WAMessage, me: Me): RecordedMessage['answers'] {
  const context = contextOf(normalizeMessageContent(message.message) ?? {});
  if (!context?.stanzaId) return undefined;
  const { stanzaId, participant } = context;
  const isOwn = areJidsSameUser(participant ?? undefined, me.id) || areJidsSameUser(participant ?? undefined, me.lid);
  const quoted = bubbleIn(normalizeMessageContent(context.quotedMessage));
  return {
    whatsappId: stanzaId,
    by: addressOf(participant),
    quoted: {
      ...(isOwn ? ({ direction: 'out', author: 'phone' } as const) : ({ direction: 'in', author: 'contact' } as const)),
      type: quoted?.type ?? 'unsupported',
      ...(quoted?.text !== undefined && { text: quoted.text }),
      ...(quoted?.details?.contacts && { contacts: quoted.details.contacts.map(({ name }) => ({ name })) }),
    },
  };
}

/** Who wrote what a stored content quotes; undefined where it quotes nothing, or nobody can read it. */
export function authorOfStoredQuote(content: Uint8Array): WhatsAppAddress | undefined {
  try {
    const context = contextOf(proto.Message.decode(content));
    return context && addressOf(context.participant);
  } catch {
    return undefined;
  }
}

/** A reaction; an empty emoji takes back what this person gave before. */
export function reactionOf(message: WAMessage): { about: string; emoji: string } | undefined {
  const reaction = normalizeMessageContent(message.message)?.reactionMessage;
  const about = reaction?.key?.id;
  const emoji = reaction?.text ?? '';
  return about && emoji.length <= LONGEST_EMOJI ? { about, emoji } : undefined;
}
