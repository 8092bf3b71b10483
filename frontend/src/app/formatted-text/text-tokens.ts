/** A piece of a WhatsApp text. Rendered by templates only, so no text ever becomes markup. */
export type TextToken =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: 'bold' | 'italic' | 'strike'; tokens: TextToken[] };

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

const code = /```([\s\S]+?)```/;
const link = /\bhttps?:\/\/[^\s<>"'`]+/i;
/** What usually ends the sentence and not the address. */
const trailing = /[.,;:!?…)\]}*_~]+$/;

/** A mark opens after a space or punctuation and closes before one, on the same line, with no space inside it. */
const marked = /(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\1)[^\n])+)(?<=\S)\1(?![\p{L}\p{N}])/u;

/** Longer texts are shown as they are: nobody formats them, and the cost of looking would show. */
const LONGEST_FORMATTED = 8_000;

/** Reads WhatsApp's `*bold*`, `_italic_`, `~strike~`, ```` ```code``` ```` and http(s) links. */
export function textTokens(text: string): TextToken[] {
  return text.length > LONGEST_FORMATTED ? [{ kind: 'text', text }] : tokensOf(text);
}

function tokensOf(text: string): TextToken[] {
  const found = [codeIn(text), linkIn(text), markIn(text)]
    .filter((candidate) => candidate !== null)
    .sort((a, b) => a.start - b.start)[0];
  if (!found) {
    return plain(text);
  }
  return [...plain(text.slice(0, found.start)), found.token, ...tokensOf(text.slice(found.end))];
}

interface Found {
  start: number;
  end: number;
  token: TextToken;
}

function codeIn(text: string): Found | null {
  const match = code.exec(text);
  return match?.[1] ? found(match, { kind: 'code', text: match[1] }) : null;
}

function linkIn(text: string): Found | null {
  const match = link.exec(text);
  const address = match?.[0].replace(trailing, '');
  if (!match || !address || !URL.canParse(address)) {
    return null;
  }
  const token: TextToken = { kind: 'link', text: address, href: new URL(address).href };
  return { start: match.index, end: match.index + address.length, token };
}

function markIn(text: string): Found | null {
  const match = marked.exec(text);
  const mark = match?.[1];
  return match?.[2] && isMark(mark) ? found(match, { kind: marks[mark], tokens: tokensOf(match[2]) }) : null;
}

function found(match: RegExpExecArray, token: TextToken): Found {
  return { start: match.index, end: match.index + match[0].length, token };
}

function isMark(character: string | undefined): character is keyof typeof marks {
  return character !== undefined && character in marks;
}

function plain(text: string): TextToken[] {
  return text ? [{ kind: 'text', text }] : [];
}
