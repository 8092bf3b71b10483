import type { WASocket } from 'baileys';
import type { WhatsAppAddress } from '../../conversations/index.ts';
import type { After } from '../../operations/index.ts';
import { addressOf, jidOf } from './message-content.ts';

/** Somebody waits for it in front of a screen, whose own requests are given 15 s. */
const LIMIT_MS = 10_000;

/**
 * The addresses of whoever has one of these numbers (E.164 digits) on WhatsApp, the first of them if there are two;
 * undefined where nobody has. WhatsApp may answer with another spelling than the one it was asked for, and that is the one
 * messages have to go to. Rejects as the query does, and when there is no answer within 10 s.
 */
export async function findNumber(
  socket: WASocket,
  after: After,
  phoneNumbers: readonly string[],
): Promise<WhatsAppAddress | undefined> {
  const late = Promise.withResolvers<never>();
  const callOff = after(LIMIT_MS, () => {
    late.reject(new Error('WhatsApp did not say in time who has a number.'));
  });
  try {
    return await Promise.race([ask(socket, phoneNumbers), late.promise]);
  } finally {
    callOff();
  }
}

async function ask(socket: WASocket, phoneNumbers: readonly string[]): Promise<WhatsAppAddress | undefined> {
  // Baileys gives nothing where WhatsApp has refused to answer (`WAUSync/USyncQuery.js`, `parseUSyncQueryResult`).
  const answers = await socket.onWhatsApp(...phoneNumbers);
  if (!answers) throw new Error('WhatsApp has refused to say who has a number.');
  const found = answers.filter(({ exists }) => exists).map(({ jid }) => jid);
  const jid =
    phoneNumbers.map((phoneNumber) => jidOf({ phoneNumber })).find((asked) => found.includes(asked)) ?? found[0];
  if (jid === undefined) return undefined;
  // Without it the two addresses meet at the first message.
  const lid = await socket.signalRepository.lidMapping.getLIDForPN(jid).catch(() => null);
  return { ...addressOf(jid), ...(lid !== null && addressOf(lid)) };
}
