import { isDeepStrictEqual } from 'node:util';
import type { MergeRefusal } from '#contract/contact-merging';
import { numberKey, spellingsOf } from '#contract/number-spellings';
import {
  agentRunOf,
  findContact,
  findConversationsOfContact,
  isBusinessUser,
  isWaitingToBeSent,
  type ContactRow,
  type NumberAnswer,
} from '../conversations/index.ts';
import type { Reading, Store } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import type { MergeDecision } from './kept-values.ts';
import { judge, type JudgedContact, type Judgement, type KeptNumber, type MergedContact } from './one-account.ts';

/** Asks WhatsApp, through whichever line of the client can, who has one of these numbers. Throws `too-many-requests`. */
export type AskWhatsApp = (clientCode: string, phoneNumbers: readonly string[]) => Promise<NumberAnswer>;

/** Two contacts of whom `from` is to become part of `into`. */
export interface MergedPair {
  into: ContactRow;
  from: ContactRow;
}

/** What two contacts were judged by, and how. */
export interface JudgedPair {
  judgement: Judgement;
  judged: MergeDecision['judged'];
}

/** Throws `not-found`. */
export async function findPair(
  database: Reading,
  clientCode: string,
  id: string,
  otherId: string,
): Promise<MergedPair> {
  if (id === otherId) {
    throw new HttpProblem('bad-request', 'Name two contacts.', {
      errors: [{ path: 'with', message: 'It is the same contact.' }],
    });
  }
  const into = await findContact(database, clientCode, id);
  const from = await findContact(database, clientCode, otherId);
  if (!into || !from) throw noSuchContact();
  return { into, from };
}

export function noSuchContact(): HttpProblem {
  return new HttpProblem('not-found', 'There is no such contact.');
}

/** Whether two contacts are one WhatsApp account, which WhatsApp may be asked for. */
export async function judgePair(
  { store, askWhatsApp }: { store: Store; askWhatsApp: AskWhatsApp },
  { into, from }: MergedPair,
): Promise<JudgedPair> {
  const [one, other] = await store.read((database) =>
    Promise.all([readMerged(database, into), readMerged(database, from)]),
  );
  const judgement = await judge(one, other, (phoneNumber) => askWhatsApp(into.clientCode, spellingsOf(phoneNumber)));
  return { judgement, judged: { this: judgedOf(one), other: judgedOf(other) } };
}

/** Whether both are still as they were when they were judged. */
export async function isAsJudged(
  database: Reading,
  { into, from }: MergedPair,
  judged: MergeDecision['judged'],
): Promise<boolean> {
  const now = { this: judgedOf(await readMerged(database, into)), other: judgedOf(await readMerged(database, from)) };
  return isDeepStrictEqual(now, judged);
}

/** Whether the number that would be dropped may still be written to. */
export async function isDroppedInUse(
  database: Reading,
  { into, from }: MergedPair,
  { spare }: KeptNumber,
): Promise<boolean> {
  if (spare === null) return false;
  const dropped = spare === into.phoneNumber ? into : from;
  const run = agentRunOf(dropped)?.state;
  if (run === 'waiting' || run === 'writing') return true;
  return isWaitingToBeSent(database, dropped.clientCode, dropped.id);
}

/** The number that stays; null for none shown. */
export function numberOf({ into, from }: MergedPair, { number }: KeptNumber): string | null {
  if (number === null) return null;
  return (number === 'this' ? into : from).phoneNumber;
}

/**
 * What becomes of a decision where the two were judged anew: another number than was shown is for nobody to choose, unless they
 * are one account and what was moved cannot all go back.
 */
export function decideAnew(
  pair: MergedPair,
  decision: MergeDecision,
  { judgement, judged }: JudgedPair,
  hasWayBack: boolean,
): MergeDecision | { refused: MergeRefusal } {
  if ('refused' in judgement) return judgement;
  const stays = numberOf(pair, judgement);
  const { phoneNumber } = decision;
  const isAnother = phoneNumber !== null && (stays === null || numberKey(stays) !== numberKey(phoneNumber));
  return isAnother && hasWayBack ? { refused: 'changed' } : { ...decision, ...judgement, judged };
}

async function readMerged(database: Reading, contact: ContactRow): Promise<MergedContact> {
  const conversations = await findConversationsOfContact(database, contact.clientCode, contact.id);
  const hasWritten = conversations.some(({ windowEndsAt }) => windowEndsAt !== null);
  const [lastWrittenAt = ''] = conversations
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .reverse();
  const { kind, phoneNumber, lid } = contact;
  return {
    kind,
    phoneNumber,
    lid,
    isKnownToMeta: hasWritten || (await isBusinessUser(database, contact.id)),
    lastWrittenAt,
  };
}

function judgedOf({ lastWrittenAt: _when, ...judged }: MergedContact): JudgedContact {
  return judged;
}
