import { numberKey, spellingsOf } from '#contract/number-spellings';
import { PHONE_NUMBER } from '#contract/phone-number';
import { readReachedNumbers } from '../campaign-recipients/index.ts';
import { findContactsByNumber, readFormerNumbers, type ContactRow } from '../conversations/index.ts';
import type { Reading } from '../storage/index.ts';

/**
 * Every number that a contact has had, as far as anything says so, E.164 digits: the present one, former ones, also of contacts that
 * have become this one, and those that campaigns wrote to. A former one that somebody else has now is theirs. Notes say nothing:
 * a number in there may be that of anybody.
 */
export async function readKnownNumbers(database: Reading, contact: ContactRow): Promise<string[]> {
  const { id, clientCode, phoneNumber } = contact;
  const present = phoneNumber === null ? [] : [phoneNumber];
  const former = [
    ...(await readFormerNumbers(database, id)),
    ...(await readReachedNumbers(database, { clientCode, contactId: id })),
  ].filter((number) => PHONE_NUMBER.test(number));
  const holders = await findContactsByNumber(database, clientCode, former.flatMap(spellingsOf));
  const ofOthers = new Set(holders.flatMap((one) => (one.id === id ? [] : numberKey(one.phoneNumber ?? ''))));
  return [...new Set([...present, ...former.filter((number) => !ofOthers.has(numberKey(number)))])];
}
