/** How far a message has come. An incoming one is `delivered`, and `read` once the chat was opened. */
export type LineStatus = 'sent' | 'delivered' | 'read';

/** One bubble. */
export interface ChatLine {
  id: string;
  fromMe: boolean;
  text: string;
  /** Milliseconds; whole seconds, as WhatsApp counts. */
  sentAt: number;
  status: LineStatus;
}

const ORDER: LineStatus[] = ['sent', 'delivered', 'read'];

/** The further of two states: ticks never go back. */
export function further(a: LineStatus, b: LineStatus): LineStatus {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** The bubble alone, without what else is kept of it: a copy that the caller may keep. */
export function shownLine({ id, fromMe, text, sentAt, status }: ChatLine): ChatLine {
  return { id, fromMe, text, sentAt, status };
}
