/** The words in what somebody has typed, divided by commas. */
export function wordsIn(typed: string): string[] {
  const words = typed.split(/[,;\n]/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}

/** What is wrong with them, as a word of `settings.problems`; null where nothing is. */
export function wordFault(words: readonly string[]): 'required' | 'wordLength' | 'tooManyWords' | null {
  if (words.length === 0) return 'required';
  if (words.length > 20) return 'tooManyWords';
  return words.every(({ length }) => length >= 2 && length <= 40) ? null : 'wordLength';
}
