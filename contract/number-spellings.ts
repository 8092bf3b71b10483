/**
 * Where a mobile number is written with or without one more digit: the country code (in Brazil with the area), that digit,
 * and the rest of the number. WhatsApp has some people under the one and some under the other.
 */
const countries: readonly { pattern: RegExp; digit: string }[] = [
  { pattern: /^(52)(1?)(\d{10})$/, digit: '1' },
  { pattern: /^(54)(9?)(\d{10})$/, digit: '9' },
  { pattern: /^(55\d\d)(9?)([6-9]\d{7})$/, digit: '9' },
];

/** E.164 digits as they were given, and then the other way to write the number where Mexico, Argentina or Brazil has one. */
export function spellingsOf(phoneNumber: string): string[] {
  const others = countries.flatMap(({ pattern, digit }) => {
    const [, code, written, rest] = pattern.exec(phoneNumber) ?? [];
    return code === undefined || rest === undefined ? [] : [code + (written ? '' : digit) + rest];
  });
  return [phoneNumber, ...others];
}

/** The same for every spelling of one number, whichever of them somebody has written: what duplicates are found by. */
export function numberKey(phoneNumber: string): string {
  return spellingsOf(phoneNumber).sort()[0] ?? phoneNumber;
}
