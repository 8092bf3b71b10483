import type { LiveState } from '#contract/events';
import type { ConversationPlace } from './conversation-place.ts';

/** A QR code being shown, with the session it links. */
export type CurrentQr = NonNullable<LiveState['qr']>[number];

/** What realtime asks of the capabilities that own conversations and WhatsApp. */
export interface RealtimeHooks {
  contactExists(clientCode: string, contactId: string): Promise<boolean>;
  /** Whether this conversation is the client's and with this contact. */
  conversationExists(clientCode: string, contactId: string, conversationId: string): Promise<boolean>;
  /** A person of the client began or stopped typing to a contact; where it is known, in which conversation. */
  typing(clientCode: string, place: ConversationPlace, typing: boolean): void;
  /** A person of the client has opened a contact's conversation. */
  viewing(clientCode: string, contactId: string): void;
  currentQrs(clientCode: string): CurrentQr[];
  /** Somebody of the client has come, and knows nothing yet of what is not in the log. */
  joined(clientCode: string): void;
}
