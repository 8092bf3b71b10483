import type { FileKind } from '../media/file-rules.ts';
import type { ContactCard, OrderContent } from '../payloads/index.ts';

/** How far a message has come. What the business wrote is `sent` until the phone has it, and `read` once the chat was opened. */
export type LineStatus = 'sent' | 'delivered' | 'read';

/** One bubble, as a person sees it. */
export interface ChatLine {
  id: string;
  /** Whether the person wrote it. */
  fromMe: boolean;
  text: string;
  /** Milliseconds; whole seconds, as WhatsApp counts. */
  sentAt: number;
  status: LineStatus;
  /** What it answers, as it stands above it. */
  answers?: { id: string; text: string };
  location?: Place;
  contacts?: ContactCard[];
  file?: SharedFile;
  /** The last reaction of each side; missing where there is none. */
  reactions?: Reaction[];
  header?: string;
  footer?: string;
  buttons?: LineButton[];
  list?: LineList;
  template?: { name: string; language: string };
  order?: OrderContent;
}

export interface Place {
  latitude: number;
  longitude: number;
  name?: string | undefined;
  address?: string | undefined;
}

/** A file as its bubble shows it, before it is opened. */
export interface SharedFile {
  kind: FileKind;
  mimeType: string;
  bytes: number;
  fileName?: string;
  voice?: boolean;
}

export interface Reaction {
  emoji: string;
  /** The phone number of whoever reacted. */
  by: string;
}

/** `reply` is answered with `pressButton`, `contact` with `shareNumber`; the others lead out of the chat. */
export interface LineButton {
  kind: 'reply' | 'url' | 'phone' | 'copy' | 'flow' | 'contact';
  id: string;
  title: string;
  url?: string;
}

export interface LineList {
  button: string;
  sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
}

const ORDER: LineStatus[] = ['sent', 'delivered', 'read'];

/** Whether a status is further than another: ticks never go back. */
export function isFurther(status: LineStatus, than: LineStatus): boolean {
  return ORDER.indexOf(status) > ORDER.indexOf(than);
}
