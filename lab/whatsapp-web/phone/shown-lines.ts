import type { ChatLine, Reaction } from './chat-line.ts';
import { messageOf, type Written } from './content.ts';
import { shownParts } from './shown-parts.ts';

/** The bubble alone, without what else is kept of it: a copy that the caller may keep. */
export function shownLine(line: ChatLine & Written): ChatLine {
  const { id, fromMe, text, sentAt, status } = line;
  return { id, fromMe, text, sentAt, status, ...shownParts(line) };
}

/** Which message a reaction is about; undefined for what makes a bubble. */
export function reactionTo(line: Written): string | undefined {
  return line.content === undefined ? undefined : (messageOf(line).reactionMessage?.key?.id ?? undefined);
}

/** A chat as it is looked at: reactions stand at the bubbles they are about. */
export function shownLines<Line extends ChatLine & Written, Shown extends ChatLine>(
  lines: Line[],
  { show, by }: { show: (line: Line) => Shown; by: (line: Line) => string },
): Shown[] {
  const reactions = new Map<string, Map<string, string>>();
  const bubbles = lines.filter((line) => {
    const about = reactionTo(line);
    if (about === undefined) return true;
    const given = reactions.get(about) ?? new Map<string, string>();
    reactions.set(about, given.set(by(line), line.text));
    return false;
  });
  return bubbles.map((line) => {
    const given = reactionsIn(reactions.get(line.id));
    return { ...show(line), ...(given.length > 0 && { reactions: given }) };
  });
}

function reactionsIn(given: Map<string, string> | undefined): Reaction[] {
  return [...(given ?? [])].flatMap(([by, emoji]) => (emoji === '' ? [] : [{ emoji, by }]));
}
