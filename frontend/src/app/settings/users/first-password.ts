/** Without those that are mistaken for one another when they are read out or typed from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A password that a person gets from an admin and can type: 99 bits of chance. */
export function firstPassword(): string {
  const groups = Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_LENGTH }, letter).join(''));
  return groups.join('-');
}

/** One of them by chance, each as likely as any other: what lies beyond the last whole round is thrown again. */
function letter(): string {
  const fair = 256 - (256 % LETTERS.length);
  for (;;) {
    const [number = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (number < fair) return LETTERS.charAt(number % LETTERS.length);
  }
}
