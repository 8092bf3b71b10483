/** A word that begins with a slash, as a place in a text. */
export interface SlashWord {
  /** Where its slash stands. */
  readonly from: number;
  /** Where it ends, behind the caret too. */
  readonly to: number;
  /** What stands between the slash and the caret. */
  readonly typed: string;
}

/** The one in which the caret stands. A slash within a word, as in an address or a date, begins none. */
export function slashWordAt(text: string, caret: number): SlashWord | null {
  const typed = /(?<=^|\s)\/[^\s/]*$/u.exec(text.slice(0, caret))?.[0];
  const rest = /^[^\s]*/u.exec(text.slice(caret))?.[0] ?? '';
  if (typed === undefined || rest.includes('/')) return null;
  return { from: caret - typed.length, to: caret + rest.length, typed: typed.slice(1) };
}
