import { isJidGroup } from 'baileys';
import type { MessageError } from '#contract/messages';

export const notInGroup: MessageError = { code: 'not_in_group', title: 'This number is no longer in the group' };
export const onlyAdminsWrite: MessageError = {
  code: 'only_admins_write',
  title: 'Only administrators may write in this group',
};

/** Codes WhatsApp refuses a message with, as Baileys documents them (`Utils/decode-wa-message.js`, `SERVER_ERROR_CODES`). */
const titles: Record<string, string> = {
  '463': 'WhatsApp limits whom this number may write to for now',
  '479': 'WhatsApp refused the address of the message',
};

/** What a group answers who is not in it: not authorised, forbidden, or no such group. */
const notInGroupCodes: readonly string[] = ['401', '403', '404'];

/** A refused message is never tried again by itself: with 463 every try makes the restriction worse. */
export function refusalOf(code: string, jid: string | undefined): MessageError {
  if (isJidGroup(jid) && notInGroupCodes.includes(code)) return notInGroup;
  return { code: `whatsapp_${code}`, title: titles[code] ?? `WhatsApp refused the message (${code})` };
}

/** What a failed query about a group means for a message to it; undefined for what may pass. Baileys' `data` is the code. */
export function refusalOfGroupQuery(error: unknown): MessageError | undefined {
  const code = (error as { data?: unknown } | undefined)?.data;
  return notInGroupCodes.includes(String(code)) ? notInGroup : undefined;
}
