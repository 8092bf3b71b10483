/**
 * What both halves need of the team's settings besides the schemas. This file imports nothing, so that the browser bundle
 * carries no schemas.
 */

/** Names of colours of the design system; what they look like depends on the theme. */
export const LABEL_COLOURS = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'] as const;

/** What the names of canned replies look like: typed after a `/` in the composer. */
export const SHORTCUT = /^[\p{L}\p{N}_-]{1,32}$/u;

/** So many stages, and fields of contacts, a client can have. */
export const MOST_STAGES = 20;
export const MOST_CONTACT_FIELDS = 30;

/** How things are for a person who has decided nothing yet. */
export const defaultPreferences = {
  language: null,
  theme: 'system',
  sound: true,
  notify: 'all',
  quietHours: null,
} as const;
