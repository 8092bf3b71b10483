import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MergeRefusal } from '#contract/contact-merging';
import { judge, type Judgement, type MergedContact } from '../../src/contact-merging/index.ts';
import type { NumberAnswer } from '../../src/conversations/index.ts';

const LUZ = '573001110000';
const OTHER = '573002220000';
const LID = '100000000000001';
const ANOTHER_LID = '100000000000002';

const person = (change: Partial<MergedContact>): MergedContact => ({
  kind: 'person',
  phoneNumber: null,
  lid: null,
  isKnownToMeta: false,
  lastWrittenAt: '',
  ...change,
});

interface Case {
  what: string;
  into: MergedContact;
  from: MergedContact;
  /** What WhatsApp says of each number; it is asked about no other. */
  says?: Record<string, NumberAnswer>;
  becomes: Judgement;
}

const refused = (reason: MergeRefusal) => ({ refused: reason });
const has = (phoneNumber: string, lid?: string): NumberAnswer => ({
  address: { phoneNumber, ...(lid !== undefined && { lid }) },
});

const cases: Case[] = [
  {
    what: 'one number in two spellings is one account, and the one WhatsApp has told a LID of stays',
    into: person({ phoneNumber: '525512345678' }),
    from: person({ phoneNumber: '5215512345678', lid: LID }),
    becomes: { number: 'other', spare: null },
  },
  {
    what: 'of two spellings without a LID the one that was written to last stays',
    into: person({ phoneNumber: '541123456789', lastWrittenAt: '2026-01-02T00:00:00.000Z' }),
    from: person({ phoneNumber: '5491123456789', lastWrittenAt: '2026-01-01T00:00:00.000Z' }),
    becomes: { number: 'this', spare: null },
  },
  {
    what: 'two LIDs are two accounts, whatever else is alike',
    into: person({ phoneNumber: '5511987654321', lid: LID }),
    from: person({ phoneNumber: '551187654321', lid: ANOTHER_LID }),
    becomes: refused('two_accounts'),
  },
  {
    what: 'two numbers that two people have are two accounts',
    into: person({ phoneNumber: LUZ }),
    from: person({ phoneNumber: OTHER }),
    says: { [LUZ]: has(LUZ, LID), [OTHER]: has(OTHER, ANOTHER_LID) },
    becomes: refused('two_accounts'),
  },
  {
    what: 'two numbers of which WhatsApp tells no LID are two accounts',
    into: person({ phoneNumber: LUZ }),
    from: person({ phoneNumber: OTHER }),
    says: { [LUZ]: has(LUZ), [OTHER]: has(OTHER) },
    becomes: refused('two_accounts'),
  },
  {
    what: 'a number that nobody has goes, whichever of the two contacts stays',
    into: person({ phoneNumber: OTHER }),
    from: person({ phoneNumber: LUZ, lid: LID }),
    says: { [LUZ]: has(LUZ, LID), [OTHER]: 'not_on_whatsapp' },
    becomes: { number: 'other', spare: OTHER },
  },
  {
    what: 'whoever has written over the Cloud API has an account, whatever WhatsApp Web says of the number',
    into: person({ phoneNumber: LUZ }),
    from: person({ phoneNumber: OTHER, isKnownToMeta: true }),
    says: { [LUZ]: has(LUZ), [OTHER]: 'not_on_whatsapp' },
    becomes: refused('two_accounts'),
  },
  {
    what: 'a LID without a number is whoever WhatsApp says has the number',
    into: person({ lid: LID }),
    from: person({ phoneNumber: LUZ }),
    says: { [LUZ]: has(LUZ, LID) },
    becomes: { number: 'other', spare: null },
  },
  {
    what: 'a LID without a number is nobody with another LID',
    into: person({ phoneNumber: LUZ }),
    from: person({ lid: LID }),
    says: { [LUZ]: has(LUZ, ANOTHER_LID) },
    becomes: refused('two_accounts'),
  },
  {
    what: 'where WhatsApp does not say whose LID it is nobody knows',
    into: person({ phoneNumber: LUZ }),
    from: person({ lid: LID }),
    says: { [LUZ]: has(LUZ) },
    becomes: refused('cannot_tell'),
  },
  {
    what: 'a LID stays alone where nobody has the number',
    into: person({ phoneNumber: LUZ }),
    from: person({ lid: LID }),
    says: { [LUZ]: 'not_on_whatsapp' },
    becomes: { number: null, spare: LUZ },
  },
  {
    what: 'of two numbers that nobody has the one of the contact that stays does',
    into: person({ phoneNumber: LUZ }),
    from: person({ phoneNumber: OTHER }),
    says: { [LUZ]: 'not_on_whatsapp', [OTHER]: 'not_on_whatsapp' },
    becomes: { number: 'this', spare: OTHER },
  },
  {
    what: 'whoever shows neither number nor LID may be anybody',
    into: person({ phoneNumber: LUZ }),
    from: person({ isKnownToMeta: true }),
    becomes: refused('number_unknown'),
  },
  {
    what: 'without a line nobody can be asked',
    into: person({ phoneNumber: LUZ }),
    from: person({ phoneNumber: OTHER }),
    says: { [LUZ]: 'not_connected', [OTHER]: 'not_connected' },
    becomes: refused('no_line'),
  },
  {
    what: 'a group is nobody',
    into: person({ phoneNumber: LUZ }),
    from: person({ kind: 'group' }),
    becomes: refused('group'),
  },
];

describe('Whether two contacts are one WhatsApp account', () => {
  for (const { what, into, from, says = {}, becomes } of cases) {
    it(what, async () => {
      const ask = (phoneNumber: string): Promise<NumberAnswer> => {
        const answer = says[phoneNumber];
        return answer ? Promise.resolve(answer) : Promise.reject(new Error(`It was asked about ${phoneNumber}.`));
      };
      assert.deepEqual(await judge(into, from, ask), becomes);
    });
  }
});
