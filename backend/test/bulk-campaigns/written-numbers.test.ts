import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupedNumber, readWrittenNumber, readWrittenNumbers } from '#contract/phone-number-rules';

const MEXICO = '525512345678';
const COLOMBIA = '573001112233';
const SPAIN = '34600111222';

describe('A number as somebody wrote it', () => {
  const read = (written: string, neighbour = MEXICO) => {
    const one = readWrittenNumber(written, neighbour);
    return 'phoneNumber' in one ? one.phoneNumber : one.fault;
  };

  it('is read with its country code or without', () => {
    for (const written of [
      '55 1234 5678',
      '+52 55 1234 5678',
      '0052 55 1234 5678',
      '525512345678',
      'Tel. 55 1234 5678',
    ])
      assert.equal(read(written), '525512345678', written);
    assert.equal(read('300 123 4567', COLOMBIA), '573001234567');
  });

  it('is read behind a prefix that Mexico has given up, where it is surely Mexican', () => {
    for (const written of ['01 55 1234 5678', '044 55 1234 5678', '045 (55) 1234-5678', '+52 01 55 1234 5678'])
      assert.equal(read(written), '525512345678', written);
    assert.equal(read('+52 044 55 1234 5678', COLOMBIA), '525512345678');
    assert.equal(read('01 55 1234 5678', SPAIN), 'old_prefix');
    assert.equal(read('044 55 1234 5678', ''), 'old_prefix');
  });

  it('with a 1 before it is one of the USA, or of Mexico where it is grouped so; in a file nobody guesses', () => {
    const inFile = (written: string, neighbour = MEXICO) => {
      const one = readWrittenNumbers(written, neighbour);
      return 'phoneNumber' in one ? one.phoneNumber : one.fault;
    };
    for (const written of ['1 55 1234 5678', '1-55-1234-5678', '1 (55) 1234 5678', '5512345678'])
      assert.equal(inFile(written), '525512345678', written);
    for (const written of ['15512345678', '12135550123', '13055550123.0', '12135550123 ::: '])
      assert.equal(inFile(written), 'ambiguous', written);
    for (const written of ['+1 213 555 0123', '+12135550123', '0012135550123', '1 213 555 0123', '1 (213) 555-0123'])
      assert.equal(inFile(written), '12135550123', written);
    assert.equal(inFile('12135550123', SPAIN), '12135550123');
    assert.equal(inFile('5215512345678'), '5215512345678');
    // What programs give is digits with the code of the country.
    assert.equal(read('15512345678'), '15512345678');
  });

  it('is read as our own export writes it, with its code in brackets, whatever it is read beside', () => {
    for (const neighbour of [MEXICO, COLOMBIA, '']) {
      assert.equal(read('(+52) 55 1234 5678', neighbour), '525512345678');
      assert.equal(read('(+1) 614 555 1234', neighbour), '16145551234');
    }
  });

  it('is the first that is one, where a cell has several', () => {
    const first = (written: string) => readWrittenNumbers(written, MEXICO);
    const several = { phoneNumber: '525512345678', hasOthers: true };
    for (const written of [
      '+52 55 1234 5678 ::: +52 55 8765 4321',
      '55 1234 5678 / 5587654321',
      '12 3456 7 ::: 55 1234 5678',
      '5512345678; 5587654321; 5511112222',
    ])
      assert.deepEqual(first(written), several, written);
    for (const written of ['55 1234 5678', '55 1234 5678, ext. 12'])
      assert.deepEqual(first(written), { ...several, hasOthers: false }, written);
    assert.deepEqual(first('5,25512E+11'), { fault: 'shortened' });
    assert.deepEqual(first('00 0000 0000 ::: 99 9999 9999 99'), { fault: 'unknown' });
  });

  it('is read as programs write numbers', () => {
    assert.equal(read('525512345678.0'), '525512345678');
    assert.equal(read('5512345678,00'), '525512345678');
  });

  it('says what is wrong with it', () => {
    const faults: Record<string, string> = {
      '5.255E+11': 'shortened',
      '5,25512E+11': 'shortened',
      '5.255e11': 'shortened',
      'no tiene': 'letters',
      '55 12E4 5678': 'letters',
      '55 1234': 'too_short',
      '-': 'too_short',
      '+52 55 1234': 'too_short',
      '55 1234 5678 9': 'too_long',
      '52 55 1234 5678 90': 'too_long',
      '12345678901234567890': 'too_long',
      '00 0000 0000': 'unknown',
      '01 00 0000 0000': 'unknown',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(faults).map((written) => [written, read(written)])), faults);
  });

  it('that a spreadsheet has shortened is none of another country', () => {
    for (const written of ['4.91512E+12', '4,91512e12', '5.25512345678E+11'])
      for (const neighbour of ['4915123456789', MEXICO, COLOMBIA, ''])
        assert.equal(read(written, neighbour), 'shortened', `${written} beside ${neighbour}`);
  });

  it('reads the same however WhatsApp spells a Mexican one', () => {
    assert.equal(groupedNumber('5215512345678'), '+52 55 1234 5678');
    assert.equal(groupedNumber('525512345678'), '+52 55 1234 5678');
    assert.equal(groupedNumber('5491112345678'), '+54 9 11 1234 5678');
  });
});
