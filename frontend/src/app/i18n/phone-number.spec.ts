import { fetchPhoneNumberGroups, formatPhoneNumber } from '.';

describe('formatPhoneNumber', () => {
  beforeAll(() => fetchPhoneNumberGroups());

  it('groups numbers as the people of their country do', () => {
    expect(formatPhoneNumber('525512345678')).toBe('+52 55 1234 5678');
    expect(formatPhoneNumber('5215512345678')).toBe('+52 55 1234 5678');
    expect(formatPhoneNumber('573001234567')).toBe('+57 300 1234567');
    expect(formatPhoneNumber('56987654321')).toBe('+56 9 8765 4321');
    expect(formatPhoneNumber('5491112345678')).toBe('+54 9 11 1234 5678');
    expect(formatPhoneNumber('5511987654321')).toBe('+55 11 98765 4321');
    expect(formatPhoneNumber('12025550123')).toBe('+1 202 555 0123');
    expect(formatPhoneNumber('34612345678')).toBe('+34 612 34 56 78');
  });

  it('leaves what is no number of any country as it is', () => {
    expect(formatPhoneNumber('999123456789')).toBe('+999123456789');
  });
});
