/** A moment as a field for date and time has it, in this computer's time zone: `2026-11-27T21:30`. */
export function localTime(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
