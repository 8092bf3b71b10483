/** Times of day such as "22:00" in an IANA time zone; may span midnight. */
interface QuietHours {
  from: string;
  to: string;
  timeZone: string;
}

/** Whether somebody wants quiet at this moment. From and to the same time is never. */
export function isQuiet(quietHours: QuietHours | null, moment: Date): boolean {
  if (!quietHours) return false;
  const { from, to, timeZone } = quietHours;
  const now = clockOf(timeZone).format(moment);
  return from <= to ? from <= now && now < to : now >= from || now < to;
}

/** Making one takes far longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  clocks.set(timeZone, clock);
  return clock;
}
