/** A while as people read it, from seconds: `45 s`, `2 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function durationWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return inTwo(whole, 60, 'min', 's');
  // Nobody asks for the seconds of hours.
  const minutes = Math.round(whole / 60);
  return minutes < 1_440 ? inTwo(minutes, 60, 'h', 'min') : inTwo(Math.round(minutes / 60), 24, 'd', 'h');
}

/** In `large` units of `size` small ones, and what is left of it. */
function inTwo(value: number, size: number, large: string, small: string): string {
  const [whole, rest] = [Math.floor(value / size), value % size];
  return rest === 0 ? `${whole} ${large}` : `${whole} ${large} ${rest} ${small}`;
}
