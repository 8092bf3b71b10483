/**
 * An international number in groups that can be read out: "+52 1 55 1234 5678". Only the most common country codes of
 * one or two digits are told apart; the rest is taken to have three.
 */
export function phoneNumberWords(digits: string): string {
  const code =
    /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/.exec(digits)?.[0] ?? digits.slice(0, 3);
  const groups = digits
    .slice(code.length)
    .split('')
    .reverse()
    .join('')
    .match(/.{1,4}/g);
  return ['+' + code, ...(groups ?? []).map((group) => group.split('').reverse().join('')).reverse()].join(' ');
}
