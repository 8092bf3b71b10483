import type { NumberState } from '../accounts/number-state.ts';
import type { FileKind } from '../media/file-rules.ts';
import type { KeptLine } from '../people/chat-book.ts';
import type { PersonState } from '../people/person-state.ts';

/** A bubble that is still to be made. */
export type NewLine = Omit<KeptLine, 'id' | 'fromMe' | 'sentAt' | 'status'>;

/** What people will be shown of a message, and what has to be looked up for it before. */
export type Composed =
  | { reaction: { about: string; emoji: string } }
  | {
      line: NewLine;
      /** A file that is somewhere on the web, to be fetched first. */
      link?: { url: string; kind: FileKind; fileName?: string | undefined };
    };

/** A message of a business that was accepted. */
export interface OutgoingMessage {
  id: string;
  number: NumberState;
  /** The number it goes to, as WhatsApp writes it; a user id that nobody has where it was sent to one. */
  waId: string;
  byUserId: boolean;
  /** Undefined where nobody has the number. */
  person: PersonState | undefined;
  isTemplate: boolean;
  /** `service`, or the category of its template. */
  category: string;
  callbackData: string | undefined;
  composed: Composed;
}
