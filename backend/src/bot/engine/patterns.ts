import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

/**
 * How large the programs of a client's regular expressions may be, one and all of them, in RE2's instructions: each is matched
 * in time that grows with this and with the length of the message, whatever the pattern.
 */
const LARGEST = 1_000;
const LARGEST_IN_ALL = 5_000;

/**
 * Why a pattern cannot be used; where it can, how large it is and how many of its groups capture something. `before` is how
 * large those before it are together.
 */
export function examinePattern(pattern: string, before: number): { fault: string } | { size: number; groups: number } {
  let expression: RE2JS;
  try {
    expression = compile(pattern);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'This is no regular expression.' };
  }
  const size = expression.programSize();
  if (size > LARGEST) return { fault: 'This regular expression is too large: repeat less.' };
  if (before + size > LARGEST_IN_ALL) return { fault: 'The regular expressions of all rules together are too large.' };
  return { size, groups: expression.groupCount() };
}

/** Compiling takes longer than matching. */
const compiled = new LRUCache<string, RE2JS>({ max: 500 });

/** What a pattern captures of a text, by the numbers of its groups; undefined where it does not fit. */
export function captureBy(pattern: string, text: string): Record<string, string> | undefined {
  const expression = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, expression);
  const matcher = expression.matcher(text);
  if (!matcher.find()) return undefined;
  const numbers = Array.from({ length: matcher.groupCount() }, (_, place) => place + 1);
  return Object.fromEntries(numbers.map((number) => [String(number), matcher.group(number) ?? '']));
}

/** RE2 has neither look-around nor references back, and takes linear time. Throws where it knows no such pattern. */
function compile(pattern: string): RE2JS {
  return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
}
