import { digitsTyped, problemOf } from './typed-number';

describe('A phone number as it is typed', () => {
  it('may have a plus or zeros in front, spaces, hyphens and brackets', () => {
    for (const typed of ['+57 300 123 4567', '0057 (300) 123-4567', '57.300.123.4567', '573001234567']) {
      expect(digitsTyped(typed)).toBe('573001234567');
    }
  });

  it('has nothing wrong with it, or one thing that can be said', () => {
    const problems = ['573001234567', '', '57x', '03001234567', '57300', '5730012345678901'].map(problemOf);
    expect(problems).toEqual([null, 'missing', 'notDigits', 'noCountryCode', 'tooShort', 'tooLong']);
  });
});
