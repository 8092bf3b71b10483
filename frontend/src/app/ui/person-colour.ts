/** How many colours people and groups are told apart by: as many as `--color-person-…` in `_tokens.scss`. */
export const PERSON_COLOURS = 8;

/** The number of a person's colour, always the same for the same id. */
export function colourNumber(id: string): number {
  let value = 0;
  for (let index = 0; index < id.length; index++) value = (value * 31 + id.charCodeAt(index)) >>> 0;
  return value % PERSON_COLOURS;
}

/** The colour with this number for a name on an incoming bubble, as a CSS value: AA (4.5:1) in light and in dark. */
export function nameColour(number: number): string {
  return `var(--color-person-${number})`;
}
