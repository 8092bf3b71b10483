const shortCountryCodes = /^(?:1|7)/;
const twoDigitCountryCodes = /^(?:20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** E.164 digits in readable groups: `525512345678` becomes `+52 55 1234 5678`. */
export function formatPhoneNumber(digits: string): string {
  const countryLength = shortCountryCodes.test(digits) ? 1 : twoDigitCountryCodes.test(digits) ? 2 : 3;
  const country = digits.slice(0, countryLength);
  return `+${[country, ...groups(digits.slice(countryLength))].join(' ')}`;
}

/** Nine digits in threes, anything else in fours from the end. */
function groups(rest: string): string[] {
  const size = rest.length === 9 ? 3 : 4;
  const first = rest.length % size;
  const whole = rest.slice(first).match(new RegExp(`\\d{${size}}`, 'g')) ?? [];
  return first > 0 ? [rest.slice(0, first), ...whole] : whole;
}
