import { randomUUIDv7 } from 'node:crypto';
import type { RunAgentResponse } from '#contract/contacts';
import type { AgentRunReason } from '#contract/conversations';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { insertRun, readBot, type StoredBot } from '../bot-plans/index.ts';
import {
  agentRunOf,
  faultUntilHeard,
  findContact,
  findConversationsOfContact,
  showRun,
  toContact,
  type ContactRow,
} from '../conversations/index.ts';
import type { Reading, Writing } from '../storage/index.ts';
import { faultOfContact } from './run-opening.ts';

/** Whoever was written to so lately and has not answered is not written to once more, in milliseconds. */
const AGAIN_AFTER_MS = 24 * 3_600_000;
/** Whoever could not be reached, and has not written since, is not tried again for so long, in milliseconds. */
const UNREACHED_FOR_MS = 30 * 24 * 3_600_000;

/** What there is of a client's lines. */
export type LineOfClient = Pick<WhatsAppSession, 'id' | 'kind' | 'phoneNumber' | 'cloudApi'>;

type Asked = Pick<RunAgentResponse, 'contacts' | 'underWay' | 'refused'>;

/**
 * Has the bot write to these contacts first, each on a line of their own. Those on their turn already, and those who were written
 * to within a day and have not answered, stay as they are.
 */
export async function askForRuns(
  writing: Writing,
  clientCode: string,
  contactIds: readonly string[],
  lines: readonly LineOfClient[],
): Promise<Asked> {
  const answer: Asked = { contacts: [], underWay: [], refused: [] };
  const bot = await readBot(writing.database, clientCode);
  for (const contactId of new Set(contactIds)) {
    const contact = await findContact(writing.database, clientCode, contactId);
    const asked = contact ? await askForRun(writing, bot, contact, lines) : 'not_found';
    if (typeof asked === 'string') answer.refused.push({ contactId, reason: asked });
    else {
      answer.contacts.push(toContact(asked.contact));
      if (asked.wasUnderWay) answer.underWay.push(contactId);
    }
  }
  return answer;
}

async function askForRun(
  writing: Writing,
  bot: StoredBot,
  contact: ContactRow,
  lines: readonly LineOfClient[],
): Promise<{ contact: ContactRow; wasUnderWay: boolean } | AgentRunReason> {
  const { now: askedAt } = writing;
  const { id: contactId, clientCode } = contact;
  const judged = await judgeRun(writing.database, bot, contact, lines, askedAt);
  if (judged === 'under_way') return { contact, wasUnderWay: true };
  if (typeof judged === 'string') return judged;
  const id = randomUUIDv7();
  const { sessionId } = judged;
  await insertRun(writing, { contactId, clientCode, id, sessionId, askedAt, stage: 'waiting', dueAt: null });
  const shown = await showRun(writing, { clientCode, contactId }, { state: 'waiting' });
  return { contact: shown ?? contact, wasUnderWay: false };
}

/** Through which line the bot can write to a contact at `now`, why it cannot, or that it is with them already. */
export async function judgeRun(
  database: Reading,
  bot: StoredBot,
  contact: ContactRow,
  lines: readonly LineOfClient[],
  now: string,
): Promise<{ sessionId: string } | 'under_way' | AgentRunReason> {
  if (isUnderWay(contact, now)) return 'under_way';
  if (!bot.enabled) return 'bot_off';
  if (!bot.opening) return 'no_opening';
  const fault = await faultOfContact(database, contact);
  const unreached = fault ?? unreachedLately(contact, now);
  if (unreached) return unreached;
  if (lines.some(({ phoneNumber }) => phoneNumber === contact.phoneNumber)) return 'own_line';
  return chooseLine(database, bot, contact, lines);
}

/** Why they could not be reached; asked about after a month, they may have WhatsApp by then. */
function unreachedLately(contact: ContactRow, now: string): AgentRunReason | undefined {
  const run = agentRunOf(contact);
  return run && Date.parse(now) - Date.parse(run.at) < UNREACHED_FOR_MS ? faultUntilHeard(run) : undefined;
}

function isUnderWay(contact: ContactRow, now: string): boolean {
  const run = agentRunOf(contact);
  if (run?.state === 'sent') return Date.parse(now) - Date.parse(run.at) < AGAIN_AFTER_MS;
  return run?.state === 'waiting' || run?.state === 'writing';
}

/** That of their newest conversation, else the one of the bot's settings, else the only one. */
async function chooseLine(
  database: Reading,
  { opening }: StoredBot,
  { id, clientCode }: ContactRow,
  lines: readonly LineOfClient[],
): Promise<{ sessionId: string } | 'conversation_off' | 'no_line'> {
  const isThere = (sessionId: string | undefined) => lines.some((line) => line.id === sessionId);
  const conversations = await findConversationsOfContact(database, clientCode, id);
  const [newest] = conversations
    .filter(({ sessionId }) => isThere(sessionId))
    .toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt));
  if (newest) return newest.botEnabled ? newest : 'conversation_off';
  if (opening?.sessionId !== undefined && isThere(opening.sessionId)) return { sessionId: opening.sessionId };
  const [only, another] = lines;
  return only && !another ? { sessionId: only.id } : 'no_line';
}
