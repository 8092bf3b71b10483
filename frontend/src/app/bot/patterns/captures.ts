const PART = /\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\(\?P?<(?![=!])|\(\??|\)/gs;

/** The groups of a regular expression that capture something, as they are written, in order: `{{1}}`, `{{2}}`, … of a reply. */
export function capturesOf(pattern: string): string[] {
  const captures: string[] = [];
  /** Of the groups that are open: where each begins and which of those that capture it is. */
  const open: { begin: number; place: number | null }[] = [];
  for (const { 0: part, index } of pattern.matchAll(PART)) {
    if (part.startsWith('(')) {
      const place = part === '(?' ? null : captures.push(pattern.slice(index)) - 1;
      open.push({ begin: index, place });
    } else if (part === ')') {
      const { begin, place = null } = open.pop() ?? {};
      if (place !== null) captures[place] = pattern.slice(begin, index + 1);
    }
  }
  return captures;
}
