import { numberKey, spellingsOf } from '#contract/number-spellings';
import { readReachedNumbers } from '../campaign-recipients/index.ts';
import { findContactsByNumber, readFormerNumbers, type ContactRow } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';

/**
 * What merging two contacts writes into the notes of a number that is reached no more: a line of its own, from the screen with what
 * it is in front (`spareNote` of its texts). With any other word it may be somebody else's.
 */
const SPARE_NUMBER = /^(?:(?:Otro número|Other number): )?\+(\d+)$/gm;

/**
 * Every number that a contact has had, as far as anything says so, E.164 digits: the present one, former ones, those that campaigns
 * wrote to, and those that were noted down when two contacts became one. A former one that somebody else has now is theirs.
 */
export async function readKnownNumbers(database: Reading, contact: ContactRow): Promise<string[]> {
  const { id, clientCode, phoneNumber, notes } = contact;
  const present = phoneNumber === null ? [] : [phoneNumber];
  const former = [
    ...(await readFormerNumbers(database, id)),
    ...(await readReachedNumbers(database, { clientCode, contactId: id })),
    ...[...notes.matchAll(SPARE_NUMBER)].map(([, number = '']) => number),
  ];
  const holders = await findContactsByNumber(database, clientCode, former.flatMap(spellingsOf));
  const ofOthers = new Set(holders.flatMap((one) => (one.id === id ? [] : numberKey(one.phoneNumber ?? ''))));
  return [...new Set([...present, ...former.filter((number) => !ofOthers.has(numberKey(number)))])];
}
