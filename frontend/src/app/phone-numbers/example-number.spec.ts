import { exampleNumber } from './example-number';
import { readNumber } from './read-number';

describe('An example of a phone number', () => {
  it('is one of the country of the line, which is understood as it stands', () => {
    expect(exampleNumber('525512345678').international).toBe('+52 222 123 4567');
    expect(exampleNumber('573009998877').international).toBe('+57 321 1234567');
    for (const neighbour of ['5215512345678', '5491123456789', '34612345678', '13055551234']) {
      const { national, international } = exampleNumber(neighbour);
      expect(readNumber(national, neighbour)).toEqual(readNumber(international));
    }
  });

  it('is Mexican where no country is known', () => {
    expect(exampleNumber(null).international).toBe('+52 222 123 4567');
  });
});
