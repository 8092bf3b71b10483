import type { AgentRunReason } from '#contract/conversations';
import { readBot, type StoredBot } from '../bot-plans/index.ts';
import { hasOptedOut } from '../campaign-recipients/index.ts';
import {
  findContact,
  findConversationOnSession,
  readLastAnswer,
  type ContactRow,
  type ConversationRow,
} from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import { contentFor, type CampaignContent } from './campaign-content.ts';
import { addressedOf } from './contact-recipients.ts';
import type { PacedLine } from './pace-rules.ts';

/** Whom the bot is to write to first, and through which line. `askedAt` is when somebody asked for it. */
export interface OpeningPlace {
  clientCode: string;
  contactId: string;
  sessionId: string;
  askedAt: string;
}

/** What the bot says first; or why it says nothing. */
export type Opening =
  | {
      bot: StoredBot;
      contact: ContactRow & { phoneNumber: string };
      conversation: ConversationRow | undefined;
      content: Extract<CampaignContent, { content: unknown }>;
    }
  | { fault: AgentRunReason };

/** As things stand now: looked at on its turn, when the typing begins, and in the write that gives it. */
export async function readOpening(
  database: Reading,
  place: OpeningPlace,
  line: Pick<PacedLine, 'kind'>,
  now: string,
): Promise<Opening> {
  const { clientCode, contactId, sessionId, askedAt } = place;
  const bot = await readBot(database, clientCode);
  if (!bot.enabled) return { fault: 'bot_off' };
  if (!bot.opening) return { fault: 'no_opening' };
  const contact = await findContact(database, clientCode, contactId);
  if (!contact) return { fault: 'no_number' };
  const { phoneNumber } = contact;
  const fault = await faultOfContact(database, contact);
  if (fault || phoneNumber === null) return { fault: fault ?? 'no_number' };
  const conversation = await findConversationOnSession(database, clientCode, sessionId, contactId);
  if (conversation && !conversation.botEnabled) return { fault: 'conversation_off' };
  const teamAt = conversation && (await readLastAnswer(database, conversation));
  if (teamAt && teamAt > askedAt) return { fault: 'person' };
  const isFree = line.kind === 'whatsapp-web' || (conversation?.windowEndsAt ?? '') > now;
  const { text, template } = bot.opening;
  if (!isFree && !template) return { fault: 'window_closed' };
  const message = isFree && text !== '' ? { text } : line.kind === 'cloud-api' ? { template } : { text };
  const { contactFields } = await readClientSettings(database, clientCode);
  const known = { ...contact, phoneNumber };
  const addressed = { ...addressedOf(known, contactFields), phoneNumber: known.phoneNumber };
  const content = await contentFor(database, { clientCode, sessionId }, message, addressed);
  if (!('fault' in content)) return { bot, contact: known, conversation, content };
  // An opening has no file.
  return { fault: content.fault === 'file_missing' ? 'template_unfit' : content.fault };
}

/** What of a contact keeps the bot from writing to them first, whatever the line. */
export async function faultOfContact(database: Reading, contact: ContactRow): Promise<AgentRunReason | undefined> {
  const { id: contactId, clientCode, kind, phoneNumber } = contact;
  if (kind === 'group') return 'group';
  if (phoneNumber === null) return 'no_number';
  return (await hasOptedOut(database, clientCode, { phoneNumber, contactId })) ? 'opted_out' : undefined;
}
