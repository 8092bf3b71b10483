import { formatPhoneNumber } from './phone-number';

describe('formatPhoneNumber', () => {
  it('groups numbers as people read them', () => {
    expect(formatPhoneNumber('525512345678')).toBe('+52 55 1234 5678');
    expect(formatPhoneNumber('56987654321')).toBe('+56 987 654 321');
    expect(formatPhoneNumber('5491112345678')).toBe('+54 911 1234 5678');
    expect(formatPhoneNumber('12025550123')).toBe('+1 20 2555 0123');
    expect(formatPhoneNumber('59398765432')).toBe('+593 9876 5432');
  });
});
