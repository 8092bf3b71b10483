/** Times of day such as "09:00"; `to` may be "24:00". */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** A field for a time of day knows no end of the day: it shows midnight. */
export function asShown(time: string): string {
  return time === '24:00' ? '00:00' : time;
}

/** What a field means: midnight as an end is that of the day. */
export function asStored(time: string, end: keyof Span): string {
  return end === 'to' && time === '00:00' ? '24:00' : time;
}

/** With one more: a working day, or an afternoon after the last. */
export function withSpan(spans: readonly Span[]): Span[] {
  const last = spans.at(-1);
  if (!last) return [{ from: '09:00', to: '18:00' }];
  const begin = Math.min(Number(last.to.slice(0, 2)) + 1, 23);
  return [...spans, { from: clock(begin), to: clock(Math.min(begin + 4, 24)) }];
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
