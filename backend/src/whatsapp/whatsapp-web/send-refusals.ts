import type { MessageError } from '#contract/messages';

/** Codes WhatsApp refuses a message with, as Baileys documents them (`Utils/decode-wa-message.js`, `SERVER_ERROR_CODES`). */
const titles: Record<string, string> = {
  '463': 'WhatsApp limits whom this number may write to for now',
  '479': 'WhatsApp refused the address of the message',
};

/** A refused message is never tried again by itself: with 463 every try makes the restriction worse. */
export function refusalOf(code: string): MessageError {
  return { code: `whatsapp_${code}`, title: titles[code] ?? `WhatsApp refused the message (${code})` };
}
