import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { MessageStatus } from '#contract/messages';
import {
  changeNumber,
  recordMessage,
  recordReaction,
  recordStatus,
  type RecordedMessage,
} from '../../conversations/index.ts';
import { changeTemplateStatus } from '../../message-templates/index.ts';
import type { Writing } from '../../storage/index.ts';
import { toMessageError } from './graph-errors.ts';
import { forgetFileOf } from './meta-file-store.ts';
import { addressOf, bubbleOf, contentOf, nameOf } from './incoming-message.ts';
import {
  incomingMessage,
  messageStatusNews,
  type IncomingMessage,
  type MessageStatusNews,
  type Sender,
  type WebhookChange,
} from './webhook-payload.ts';

/** A contact may be written to freely for this long after their last message (Cloud API, customer service windows). */
const WINDOW_MS = 86_400_000;

/** What takes a message back or changes it is no message: it is kept, and there is no bubble for it. */
const aboutMessages: ReadonlySet<string> = new Set(['revoke', 'edit']);

/** The session a change is for. */
export interface ReceivingLine {
  id: string;
  clientCode: string;
}

/** Stores what one change of a webhook tells, with its events. What is told twice, or late, changes nothing. */
export async function recordChange(
  writing: Writing,
  line: ReceivingLine,
  { field, value }: WebhookChange,
  logger: Logger,
): Promise<void> {
  const { messages, message_echoes: echoes, statuses: ticks, contacts } = value;
  if (field === 'message_template_status_update' && value.message_template_id !== undefined && value.event) {
    const decision = { metaId: String(value.message_template_id), status: value.event };
    if (await changeTemplateStatus(writing, line, decision)) return;
  }
  if (messages.length + echoes.length + ticks.length === 0) {
    await keepNotice(writing, line, field, value);
    return;
  }
  for (const one of messages) {
    const parsed = incomingMessage.safeParse(one);
    if (parsed.success && !aboutMessages.has(parsed.data.type))
      await recordIncoming(writing, line, parsed.data, contacts);
    else await keepNotice(writing, line, `${field}.messages`, one);
  }
  for (const one of echoes) {
    const parsed = incomingMessage.safeParse(one);
    if (parsed.success && !aboutMessages.has(parsed.data.type)) await recordEcho(writing, line, parsed.data);
    else await keepNotice(writing, line, `${field}.message_echoes`, one);
  }
  for (const one of ticks) {
    const parsed = messageStatusNews.safeParse(one);
    if (parsed.success) await recordNews(writing, line, parsed.data);
    else logger.warn({ field }, 'a status of a webhook could not be read');
  }
}

async function recordIncoming(
  writing: Writing,
  line: ReceivingLine,
  message: IncomingMessage,
  senders: readonly Sender[],
): Promise<void> {
  const address = addressOf(line.id, message.from, message.from_user_id);
  if (!address) {
    await keepNotice(writing, line, 'messages', message);
    return;
  }
  const name = nameOf(senders, message);
  const sender = { ...base(writing, line, message), address, fromMe: false, ...(name !== undefined && { name }) };
  if (message.type === 'system') {
    const { wa_id: number, new_wa_id: newNumber = number } = message.system ?? {};
    if (newNumber) await changeNumber(writing, { ...line, sessionId: line.id }, address, newNumber);
    else await keepNotice(writing, line, 'messages.system', message);
    return;
  }
  const { message_id: about, emoji = '' } = message.reaction ?? {};
  if (message.type === 'reaction' && about) {
    await recordReaction(writing, { ...sender, about, emoji });
    return;
  }
  const windowEndsAt = new Date(Date.parse(sender.sentAt) + WINDOW_MS).toISOString();
  await recordMessage(writing, { ...sender, ...contents(message), ...answers(message), windowEndsAt });
}

/** A message that was written in the WhatsApp Business app on the number's own phone. */
async function recordEcho(writing: Writing, line: ReceivingLine, message: IncomingMessage): Promise<void> {
  const address = addressOf(line.id, message.to, message.to_user_id);
  if (!address) return;
  await recordMessage(writing, {
    ...base(writing, line, message),
    address,
    fromMe: true,
    ...contents(message),
    ...answers(message),
  });
}

function base(
  { now }: Writing,
  { id: sessionId, clientCode }: ReceivingLine,
  { id: whatsappId, timestamp }: IncomingMessage,
): Pick<RecordedMessage, 'clientCode' | 'sessionId' | 'whatsappId' | 'sentAt'> {
  const sentAt = timestamp > 0 ? new Date(timestamp * 1_000).toISOString() : now;
  return { clientCode, sessionId, whatsappId, sentAt };
}

function contents(message: IncomingMessage): Pick<RecordedMessage, 'type' | 'text' | 'details' | 'media' | 'content'> {
  const content = contentOf(message);
  return { ...bubbleOf(message), ...(content && { content }) };
}

/** Meta tells of what is answered only which it is, and whose. */
function answers({ context, from }: IncomingMessage): Pick<RecordedMessage, 'answers'> {
  if (!context?.id) return {};
  const quoted =
    context.from !== undefined && context.from === from
      ? ({ direction: 'in', author: 'contact', type: 'text' } as const)
      : ({ direction: 'out', author: 'user', type: 'text' } as const);
  return { answers: { whatsappId: context.id, quoted } };
}

/** What Meta says of a file it could not use (Cloud API, error codes). */
const spoiltFile = [131052, 131053];

const statuses: Readonly<Record<string, MessageStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

async function recordNews(
  writing: Writing,
  { id: sessionId, clientCode }: ReceivingLine,
  { id: whatsappId, status, errors, biz_opaque_callback_data: ourId }: MessageStatusNews,
): Promise<void> {
  const known = statuses[status];
  if (!known) return;
  const [error] = errors ?? [];
  const detail = error?.error_data?.details;
  const told = error && { code: error.code, title: error.title ?? error.message ?? '', detail };
  if (error && spoiltFile.includes(error.code)) await forgetFileOf(writing.database, sessionId, whatsappId);
  await recordStatus(writing, {
    clientCode,
    sessionId,
    whatsappId,
    status: known,
    ...(ourId !== undefined && { ourId }),
    ...(known === 'failed' && {
      error: toMessageError(told ?? { code: 0, title: 'Meta gave no reason', detail: undefined }),
    }),
  });
}

/** What the product makes nothing of is kept as it came, for whoever has to find out what Meta wanted. */
async function keepNotice(
  { database, now }: Writing,
  { id }: ReceivingLine,
  field: string,
  value: unknown,
): Promise<void> {
  await database
    .insertInto('cloudApiNotices')
    .values({ id: randomUUID(), sessionId: id, at: now, field, value: JSON.stringify(value) })
    .execute();
}

/** Forgets what a client's lines were told in which one of these occurs: somebody's number, or their id at Meta. */
export async function forgetNoticesOf(
  { database }: Writing,
  clientCode: string,
  names: readonly string[],
): Promise<void> {
  await database
    .deleteFrom('cloudApiNotices')
    .where('sessionId', 'in', (eb) =>
      eb.selectFrom('whatsappSessions').select('id').where('clientCode', '=', clientCode),
    )
    .where((eb) => eb.or(names.map((name) => eb('value', 'like', `%${name}%`))))
    .execute();
}

const KEPT_MS = 30 * 86_400_000;

/** Forgets notices of more than 30 days ago. */
export async function trimNotices({ database, now }: Writing): Promise<void> {
  const before = new Date(Date.parse(now) - KEPT_MS).toISOString();
  await database.deleteFrom('cloudApiNotices').where('at', '<', before).execute();
}
