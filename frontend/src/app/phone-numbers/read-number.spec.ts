import { readNumber } from './read-number';

describe('A phone number as it is typed', () => {
  it('may have a plus or zeros in front, spaces, hyphens and brackets', () => {
    for (const typed of ['+57 300 123 4567', '0057 (300) 123-4567', '57.300.123.4567', '573001234567']) {
      expect(readNumber(typed)).toEqual({ digits: '573001234567' });
    }
  });

  it('needs no country code beside a number of the same country', () => {
    expect(readNumber('300 123 4567', '573009998877')).toEqual({ digits: '573001234567' });
    expect(readNumber('55 1234 5678', '5215587654321')).toEqual({ digits: '525512345678' });
    expect(readNumber('011 15-2345-6789', '5491123456789')).toEqual({ digits: '5491123456789' });
  });

  it('is of another country with its code, also without a plus', () => {
    expect(readNumber('+34 612 34 56 78', '573009998877')).toEqual({ digits: '34612345678' });
    expect(readNumber('525512345678', '573009998877')).toEqual({ digits: '525512345678' });
  });

  it('has nothing wrong with it, or one thing that can be said', () => {
    expect(readNumber('')).toEqual({ problem: 'missing' });
    expect(readNumber('57x')).toEqual({ problem: 'notDigits' });
    expect(readNumber('0300 123 4567')).toEqual({ problem: 'noCountryCode' });
    expect(readNumber('999 123 4567')).toEqual({ problem: 'unknown_country', country: undefined });
    expect(readNumber('+34 612 34')).toEqual({ problem: 'too_short', country: 'ES' });
    expect(readNumber('+34 612 345 678 901')).toEqual({ problem: 'too_long', country: 'ES' });
    expect(readNumber('+57 300 123 456')).toEqual({ problem: 'wrong_length', country: 'CO' });
    expect(readNumber('+52 1 55 1234 5678')).toEqual({ digits: '5215512345678' });
  });
});
