/** A while as people read it, from seconds: `45 s`, `2 min 10 s`, `3 h 5 min`, `2 d 4 h`, `94 d`. */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return inTwo(whole, 60, 'min', 's');
  // Nobody asks for the seconds of hours, or for the hours of weeks.
  const minutes = Math.round(whole / 60);
  if (minutes < 1_440) return inTwo(minutes, 60, 'h', 'min');
  const hours = Math.round(minutes / 60);
  return hours < 168 ? inTwo(hours, 24, 'd', 'h') : `${Math.round(hours / 24)} d`;
}

/** In `large` units of `size` small ones, and what is left of it. */
function inTwo(value: number, size: number, large: string, small: string): string {
  const [whole, rest] = [Math.floor(value / size), value % size];
  return rest === 0 ? `${whole} ${large}` : `${whole} ${large} ${rest} ${small}`;
}
