import { foldForSearch } from '#contract/search-words';
import type { CannedReply } from '#contract/team-settings';

/** How much of a text stands before what was found in it, so that it is seen in a row that is cut off. */
const LEAD = 24;

/** A text with the part of it that was found; nothing in `match` where that is elsewhere. */
export interface Marked {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

export interface MatchingReply {
  readonly reply: CannedReply;
  readonly shortcut: Marked;
  /** In one line, from about where the match is. */
  readonly text: Marked;
}

/** First those whose shortcut begins with what was typed, then those that have it in the shortcut, then in the text. */
export function matchingReplies(replies: readonly CannedReply[], typed: string): MatchingReply[] {
  const sought = foldedInPlace(typed.normalize('NFC'));
  const found = replies.flatMap((reply) => {
    const shortcut = marked(reply.shortcut, sought);
    const text = marked(reply.text.replace(/\s+/g, ' '), sought);
    const rank = rankOf(shortcut, text);
    return rank === null
      ? []
      : [
          {
            rank,
            match: { reply, shortcut: shortcut ?? plain(reply.shortcut), text: excerpt(text ?? plain(reply.text)) },
          },
        ];
  });
  return found.toSorted((one, other) => one.rank - other.rank).map(({ match }) => match);
}

function rankOf(shortcut: Marked | null, text: Marked | null): number | null {
  if (shortcut) return shortcut.before === '' ? 0 : 1;
  return text ? 2 : null;
}

function marked(text: string, sought: string): Marked | null {
  const whole = text.normalize('NFC');
  const at = foldedInPlace(whole).indexOf(sought);
  if (at < 0) return null;
  const end = at + sought.length;
  return { before: whole.slice(0, at), match: whole.slice(at, end), after: whole.slice(end) };
}

function plain(text: string): Marked {
  return { before: text.replace(/\s+/g, ' '), match: '', after: '' };
}

function excerpt({ before, match, after }: Marked): Marked {
  if (match === '' || before.length <= LEAD) return { before, match, after };
  const start = before.indexOf(' ', before.length - LEAD) + 1;
  return { before: start > 0 ? `…${before.slice(start)}` : before, match, after };
}

/** As for every search, but each letter in its place, so that what is found in it is found in the text as well. */
function foldedInPlace(text: string): string {
  return Array.from(text, (letter) => {
    const bare = foldForSearch(letter);
    return bare.length === letter.length ? bare : letter;
  }).join('');
}
