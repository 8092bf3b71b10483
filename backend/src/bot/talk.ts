import { variableKey } from '#contract/campaign-rules';
import type { ClientSettings } from '#contract/team-settings';
import { dayIn } from '#contract/time-zones';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { readTimeZone } from '../accounts/index.ts';
import { readBot, readTalk, type PlanRow, type StoredBot } from '../bot-plans/index.ts';
import {
  findContact,
  findConversation,
  hasWrittenBefore,
  readLastAnswer,
  readSaid,
  type ContactRow,
  type ConversationRow,
  type SaidMessage,
} from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import type { Said, Situation } from './engine/index.ts';

/** So much of a conversation is looked at, in messages. */
const LOOKED_AT = 30;

/** What the bot has to know of a client's lines. */
export type BotLine = Pick<WhatsAppSession, 'id' | 'kind' | 'state' | 'phoneNumber'>;

/** A conversation in which the bot may say something, and what it decides by. */
export interface Talk {
  bot: StoredBot;
  conversation: ConversationRow;
  contact: ContactRow;
  situation: Situation;
  /** Today, in the client's time zone. */
  day: string;
}

/** What a plan is about, as it is now; undefined where the bot has nothing to say there any more, whatever its rules. */
export async function readTalkOf(
  database: Reading,
  { clientCode, conversationId, since }: PlanRow,
  lines: readonly BotLine[],
  now: string,
): Promise<Talk | undefined> {
  const bot = await readBot(database, clientCode);
  const conversation = await findConversation(database, clientCode, conversationId);
  const contact = conversation && (await findContact(database, clientCode, conversation.contactId));
  if (!bot.enabled || !contact || !mayAnswer(conversation, contact, lines, now)) return undefined;
  const said = await readSaid(database, conversation, LOOKED_AT);
  const thought = said.filter(({ author, position }) => author === 'contact' && position >= since);
  if (thought.length === 0) return undefined;
  const timeZone = await readTimeZone(database, clientCode);
  const day = dayIn(timeZone, new Date(now));
  const { replies: repliesToday, awayAt } = await readTalk(database, conversationId, day);
  const situation: Situation = {
    now: new Date(now),
    timeZone,
    thought: thought.map(toSaid),
    askedAt: thought.at(-1)?.sentAt ?? null,
    before: said.filter(({ position }) => position < since).map(toSaid),
    isFirst: !(await hasWrittenBefore(database, conversation, since)),
    teamAt: await readLastAnswer(database, conversation),
    awayAt,
    repliesToday,
    variables: variablesOf(contact, await readClientSettings(database, clientCode)),
  };
  return { bot, conversation, contact, situation, day };
}

const answering: ReadonlySet<string> = new Set(['open', 'connecting', 'retrying']);

/** Never in a group, to a line of the client's own, over a line that cannot send, or once somebody has decided otherwise. */
function mayAnswer(
  { botEnabled, status, sessionId, windowEndsAt }: ConversationRow,
  { kind, phoneNumber }: ContactRow,
  lines: readonly BotLine[],
  now: string,
): boolean {
  const line = lines.find(({ id }) => id === sessionId);
  if (!botEnabled || status === 'closed' || kind === 'group' || !line || !answering.has(line.state)) return false;
  if (phoneNumber !== null && lines.some((own) => own.phoneNumber === phoneNumber)) return false;
  return line.kind === 'whatsapp-web' || (windowEndsAt ?? '') > now;
}

function toSaid({ author, text, createdAt }: SaidMessage): Said {
  const from = author === 'contact' || author === 'bot' ? author : 'team';
  return { from, text: text ?? '', at: createdAt };
}

/** By the names that people give them; the name only where somebody has told one. */
function variablesOf(
  contact: ContactRow,
  { contactFields }: Pick<ClientSettings, 'contactFields'>,
): Record<string, string> {
  const { namedByTeam, whatsappName, phoneNumber } = contact;
  const name = namedByTeam === 1 || whatsappName !== '' ? contact.name : '';
  const number = phoneNumber === null ? '' : `+${phoneNumber}`;
  const values = JSON.parse(contact.fields) as Record<string, string>;
  const known: Record<string, string> = { nombre: name, name, telefono: number, phone: number };
  // A field of the client's own that is called like one of these stands for it only where something is in it.
  const own = contactFields
    .map((field) => [variableKey(field.name), values[field.id] ?? ''] as const)
    .filter(([key, value]) => value !== '' || !Object.hasOwn(known, key));
  return { ...known, ...Object.fromEntries<string>(own) };
}
