import type { MergeRefusal, MergeSide } from '#contract/contact-merging';
import { numberKey } from '#contract/number-spellings';
import type { NumberAnswer, WhatsAppAddress } from '../conversations/index.ts';

/** What of a contact decides whether it may be the same WhatsApp account as another. */
export interface MergedContact {
  kind: 'person' | 'group';
  phoneNumber: string | null;
  lid: string | null;
  /** They have written over Meta's Cloud API, or Meta knows them by an id: WhatsApp knows them, whatever their number says. */
  isKnownToMeta: boolean;
  /** When somebody has last written in a conversation with them, ISO 8601; empty where there is none. */
  lastWrittenAt: string;
}

/** What may not have become different since two contacts were judged. */
export type JudgedContact = Omit<MergedContact, 'lastWrittenAt'>;

/** Of which of two contacts the number stays, null for none shown; `spare` is the other's, which nobody has on WhatsApp. */
export interface KeptNumber {
  number: MergeSide | null;
  spare: string | null;
}

export type Judgement = KeptNumber | { refused: MergeRefusal };
export type Asked = (phoneNumber: string) => Promise<NumberAnswer>;

/**
 * Whether two contacts are one WhatsApp account, as far as anybody can know. A contact is written to at one address, so two
 * that are accounts of their own never become one: a message would go to another person than it was meant for. What the
 * rows do not tell WhatsApp is asked.
 */
export async function judge(into: MergedContact, from: MergedContact, ask: Asked): Promise<Judgement> {
  if (into.kind === 'group' || from.kind === 'group') return { refused: 'group' };
  if (into.lid !== null && from.lid !== null) return { refused: 'two_accounts' };
  if (into.phoneNumber === null && from.phoneNumber === null) return { refused: 'number_unknown' };
  if ([into, from].some(({ phoneNumber, lid }) => phoneNumber === null && lid === null))
    return { refused: 'number_unknown' };
  if (isSameNumber(into, from)) return { number: sideOfSpelling(into, from), spare: null };

  const answers = await Promise.all([into, from].map((contact) => whoHas(contact, ask)));
  const [intoHas, fromHas] = answers;
  if (intoHas === 'no_line' || fromHas === 'no_line') return { refused: 'no_line' };
  if (intoHas && fromHas) return isSameAccount(intoHas, fromHas) ? kept('this') : { refused: 'two_accounts' };
  if (intoHas) return judgeOneNumber(intoHas, from, 'this');
  if (fromHas) return judgeOneNumber(fromHas, into, 'other');
  return judgeNoNumber(into, from);
}

function isSameNumber(one: MergedContact, other: MergedContact): boolean {
  if (one.phoneNumber === null || other.phoneNumber === null) return false;
  return numberKey(one.phoneNumber) === numberKey(other.phoneNumber);
}

/** The spelling that WhatsApp is known to use: the one it has told a LID of, else the one that was last written to. */
function sideOfSpelling(into: MergedContact, from: MergedContact): MergeSide {
  if (into.lid !== null || from.lid !== null) return into.lid === null ? 'other' : 'this';
  return from.lastWrittenAt > into.lastWrittenAt ? 'other' : 'this';
}

/** Undefined where nobody has the number, or there is none. */
async function whoHas({ phoneNumber }: MergedContact, ask: Asked): Promise<WhatsAppAddress | 'no_line' | undefined> {
  if (phoneNumber === null) return undefined;
  const answer = await ask(phoneNumber);
  if (typeof answer === 'object') return answer.address;
  return answer === 'not_on_whatsapp' ? undefined : 'no_line';
}

function isSameAccount(one: WhatsAppAddress, other: WhatsAppAddress): boolean {
  return (one.lid !== undefined && one.lid === other.lid) || one.phoneNumber === other.phoneNumber;
}

/** One number is somebody's on WhatsApp; the other contact has only a LID, or a number that nobody has any more. */
function judgeOneNumber(has: WhatsAppAddress, other: MergedContact, side: MergeSide): Judgement {
  if (other.isKnownToMeta) return { refused: 'two_accounts' };
  if (other.lid === null) return { number: side, spare: other.phoneNumber };
  if (has.lid === undefined) return { refused: 'cannot_tell' };
  return has.lid === other.lid ? { number: side, spare: other.phoneNumber } : { refused: 'two_accounts' };
}

/** Nobody has any of their numbers: whoever has a LID is reached by that, and of two numbers the one that stays is this one's. */
function judgeNoNumber(into: MergedContact, from: MergedContact): Judgement {
  if (into.phoneNumber === null) return from.isKnownToMeta ? { refused: 'two_accounts' } : kept(null, from.phoneNumber);
  if (from.phoneNumber === null) return into.isKnownToMeta ? { refused: 'two_accounts' } : kept(null, into.phoneNumber);
  const side = from.lid === null ? 'this' : 'other';
  const gone = side === 'this' ? from : into;
  return gone.isKnownToMeta ? { refused: 'two_accounts' } : kept(side, gone.phoneNumber);
}

function kept(number: MergeSide | null, spare: string | null = null): KeptNumber {
  return { number, spare };
}
