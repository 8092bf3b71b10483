/** Letters of any script with their accents, and what stands between those of a name. */
const NAME_WORD = /^[\p{L}\p{M}'’-]+$/u;

/**
 * What somebody is called by: the first word of a name of two to four words of letters. Anything else, such as the name of a
 * company with figures or full stops in it, stays whole.
 */
export function firstNameOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const isOfPerson = words.length >= 2 && words.length <= 4 && words.every((word) => NAME_WORD.test(word));
  return isOfPerson ? (words[0] ?? '') : name.trim();
}
