import type { ConversationResponse } from '#contract/conversations';
import { readHead, type Reading, type Store } from '../storage/index.ts';
import { HttpProblem, requirePossibleNumber } from '../web/index.ts';
import { findContactsByAddress, type WhatsAppAddress } from './contact-store.ts';
import { findConversationOnSession } from './conversation-store.ts';
import { spellingsOf } from '#contract/number-spellings';
import { openConversation } from './open-conversation.ts';

/** What came of asking WhatsApp who has a number: their addresses, or why there are none. */
export type NumberAnswer = { address: WhatsAppAddress } | 'not_on_whatsapp' | 'not_connected' | 'no_answer';

/** Asks WhatsApp who has one of these numbers, the first of them if there are two. Throws `too-many-requests`. */
export type FindNumber = (
  clientCode: string,
  sessionId: string,
  phoneNumbers: readonly string[],
) => Promise<NumberAnswer>;

export interface NewConversation {
  clientCode: string;
  /** E.164 digits, in whichever spelling. */
  phoneNumber: string;
  sessionId: string;
}

/**
 * The conversation with whoever has this number, opened again or new. WhatsApp is asked first whether anybody has, unless
 * the line has a conversation with the number already. Throws the problem in words, and then nothing is made.
 */
export async function startConversation(
  store: Store,
  findNumber: FindNumber,
  { clientCode, phoneNumber, sessionId }: NewConversation,
): Promise<ConversationResponse> {
  const phoneNumbers = spellingsOf(phoneNumber);
  const known = await store.read((database) => findConversedWith(database, clientCode, sessionId, phoneNumbers));
  const address = known ?? (await askWhatsApp());
  return store.write(async (writing) => ({
    conversation: await openConversation(writing, clientCode, address, sessionId),
    ...(await readHead(writing.database, clientCode)),
  }));

  async function askWhatsApp(): Promise<WhatsAppAddress> {
    requirePossibleNumber(phoneNumber);
    const answer = await findNumber(clientCode, sessionId, phoneNumbers);
    if (typeof answer === 'object') return answer.address;
    throw problems[answer]();
  }
}

const problems: Record<Exclude<NumberAnswer, object>, () => HttpProblem> = {
  not_on_whatsapp: () => new HttpProblem('not-on-whatsapp', 'Nobody has this number on WhatsApp.'),
  not_connected: () =>
    new HttpProblem('line-not-connected', 'The line is not connected, so WhatsApp cannot be asked about the number.'),
  no_answer: () => new HttpProblem('unavailable', 'WhatsApp did not answer. Try again in a moment.'),
};

/** Which of the numbers this line has a conversation with. */
export async function findConversedWith(
  database: Reading,
  clientCode: string,
  sessionId: string,
  phoneNumbers: readonly string[],
): Promise<WhatsAppAddress | undefined> {
  for (const phoneNumber of phoneNumbers) {
    const [contact] = await findContactsByAddress(database, clientCode, { phoneNumber });
    if (contact && (await findConversationOnSession(database, clientCode, sessionId, contact.id)))
      return { phoneNumber };
  }
  return undefined;
}
