import type { Logger } from 'pino';
import { findContact, findConversationsOfContact, type WhatsAppAddress } from '../conversations/index.ts';
import type { Store } from '../storage/index.ts';
import { RareNews } from './rare-news.ts';
import type { Addressee, Session } from './session.ts';

/** WhatsApp is told at most this often that somebody writes or looks, however often browsers say so. */
const TYPING_EVERY_MS = 3_000;
const VIEWING_EVERY_MS = 30_000;

export interface ContactSignalsOptions {
  store: Store;
  logger: Logger;
  session: (id: string) => Session | undefined;
}

/** What contacts are shown of the team, and what is asked of WhatsApp about them. A courtesy: none of it fails anything else. */
export class ContactSignals {
  readonly #options: ContactSignalsOptions;
  readonly #told = new RareNews();

  constructor(options: ContactSignalsOptions) {
    this.#options = options;
  }

  /**
   * A person of the team writes to this contact, or no longer: shown on the contact's phone, by the line of the conversation
   * or, where that is not known, by all lines they have one with.
   */
  typing(clientCode: string, place: { contactId: string; conversationId?: string | undefined }, typing: boolean): void {
    const { contactId, conversationId } = place;
    const news = `${typing ? 'typing' : 'paused'} ${contactId} ${conversationId ?? ''}`;
    if (!this.#told.allows(news, TYPING_EVERY_MS)) return;
    void this.#withContact(clientCode, contactId, async (session, addressee) => {
      const isMeant = conversationId === undefined || conversationId === addressee.conversationId;
      if (isMeant) await session.showTyping(addressee, typing);
    });
  }

  /** Somebody looks at this contact: WhatsApp is asked to tell when the contact writes. */
  viewing(clientCode: string, contactId: string): void {
    if (!this.#told.allows(`viewing ${contactId}`, VIEWING_EVERY_MS)) return;
    void this.#withContact(clientCode, contactId, (session, addressee) => session.watch(addressee));
  }

  async #withContact(
    clientCode: string,
    contactId: string,
    tell: (session: Session, addressee: Addressee) => Promise<void>,
  ): Promise<void> {
    try {
      const { contact, conversations } = await this.#options.store.read(async (database) => ({
        contact: await findContact(database, clientCode, contactId),
        conversations: await findConversationsOfContact(database, clientCode, contactId),
      }));
      if (!contact) return;
      const address = addressOf(contact);
      const told = conversations.map(async ({ id, sessionId }) => {
        const session = this.#options.session(sessionId);
        if (session) await tell(session, { conversationId: id, address });
      });
      await Promise.all(told);
    } catch (error) {
      this.#options.logger.debug({ err: error }, 'presence could not be told to WhatsApp');
    }
  }
}

function addressOf(contact: Record<'phoneNumber' | 'lid' | 'groupId', string | null>): WhatsAppAddress {
  return {
    ...(contact.phoneNumber !== null && { phoneNumber: contact.phoneNumber }),
    ...(contact.lid !== null && { lid: contact.lid }),
    ...(contact.groupId !== null && { groupId: contact.groupId }),
  };
}
