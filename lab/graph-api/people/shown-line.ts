import type { KeptLine } from './chat-book.ts';
import type { ChatLine } from './chat-line.ts';

/** The bubble alone, without what stands behind it: a copy that the caller may keep. */
export function shownLine({
  mediaId: _mediaId,
  callbackData: _data,
  category: _category,
  ...line
}: KeptLine): ChatLine {
  return structuredClone(line);
}

/** Sets, or with an empty emoji takes back, the reaction of one side. */
export function react(line: KeptLine, by: string, emoji: string): void {
  const others = (line.reactions ?? []).filter((reaction) => reaction.by !== by);
  const reactions = emoji === '' ? others : [...others, { emoji, by }];
  if (reactions.length > 0) line.reactions = reactions;
  else delete line.reactions;
}
