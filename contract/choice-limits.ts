/**
 * Meta's limits for a text with choices (Cloud API, interactive messages), in characters and counts. Imports no schema, so that
 * the browser bundle stays small.
 */
export const MAX_CHOICE_LENGTH = {
  text: 1_024,
  header: 60,
  footer: 60,
  button: 20,
  /** What opens a list. */
  opener: 20,
  row: 24,
  description: 72,
} as const;

/** Rows are counted over all sections of a list. */
export const MAX_CHOICES = { buttons: 3, rows: 10 } as const;
