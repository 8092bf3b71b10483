/**
 * Puts a text in place of what stands there, with the caret behind it, as if it had been typed: undoing takes it out again.
 * The textarea has to have the focus.
 */
export function insertText(
  textarea: HTMLTextAreaElement,
  text: string,
  { from, to }: { from: number; to: number },
): void {
  textarea.setSelectionRange(from, to);
  // Nothing else lets the browser undo what a page has put in; every browser still has it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isInserted = textarea.ownerDocument.execCommand('insertText', false, text);
  if (!isInserted) textarea.setRangeText(text, from, to, 'end');
}
