import { RE2JS } from 're2js';

/**
 * How large the programs of a client's regular expressions may be, one and all of them, in RE2's instructions: each is matched
 * in time that grows with this and with the length of the message, whatever the pattern.
 */
const LARGEST = 1_000;
const LARGEST_IN_ALL = 5_000;

/** Why a pattern cannot be used; null where it can. `before` is how large those before it are together. */
export function faultOfPattern(pattern: string, before: number): { fault: string } | { size: number } {
  let size: number;
  try {
    size = compilePattern(pattern).programSize();
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'This is no regular expression.' };
  }
  if (size > LARGEST) return { fault: 'This regular expression is too large: repeat less.' };
  if (before + size > LARGEST_IN_ALL) return { fault: 'The regular expressions of all rules together are too large.' };
  return { size };
}

/** Throws where RE2 knows no such pattern: it has neither look-around nor references back, and takes linear time. */
export function compilePattern(pattern: string): RE2JS {
  return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
}
