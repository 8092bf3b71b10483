import type { FileKind } from '../media/file-cipher.ts';

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
  /** What it answers, as it stands above it. */
  answers?: { id: string; text: string };
  location?: Place;
  contacts?: SharedContact[];
  file?: SharedFile;
  /** The last reaction of each person; missing where there is none. */
  reactions?: Reaction[];
}

export interface Place {
  latitude: number;
  longitude: number;
  name?: string | undefined;
  address?: string | undefined;
}

/** A contact card as it was sent. */
export interface SharedContact {
  name: string;
  vcard: string;
}

/** A file as its bubble shows it, before it is opened. */
export interface SharedFile {
  kind: FileKind;
  mimeType: string;
  bytes: number;
  fileName?: string;
  width?: number;
  height?: number;
  seconds?: number;
  voice?: boolean;
  hasThumbnail?: boolean;
}

export interface Reaction {
  emoji: string;
  /** The phone number of whoever reacted. */
  by: string;
}

const ORDER: LineStatus[] = ['sent', 'delivered', 'read'];

/** The further of two states: ticks never go back. */
export function further(a: LineStatus, b: LineStatus): LineStatus {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
