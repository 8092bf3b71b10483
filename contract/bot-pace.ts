/** How long the bot reads and types before it answers, so that it writes like a person. Imports no schema. */

export interface Humanizer {
  /** Off: it answers at once. */
  enabled: boolean;
  /** Characters of the contact's messages that it reads in a second, and of its reply that it types in one. */
  readingSpeed: number;
  typingSpeed: number;
  /** By how much either may be longer or shorter by chance: 0.3 is up to 30 per cent. */
  spread: number;
  /** Seconds that reading and typing take at least and at most, whatever the length. */
  readingSeconds: { from: number; to: number };
  typingSeconds: { from: number; to: number };
}

/** What a humanizer may say. WhatsApp shows that somebody types for 25 seconds at most. */
export const PACE_OF_BOT = {
  readingSpeed: { least: 5, most: 200 },
  typingSpeed: { least: 1, most: 50 },
  spread: { least: 0, most: 0.5 },
  readingSeconds: { least: 0, most: 60 },
  typingSeconds: { least: 0, most: 25 },
} as const;

/** For a client that has decided nothing: somebody who reads quickly and types at about 70 words a minute. */
export const USUAL_HUMANIZER: Humanizer = {
  enabled: true,
  readingSpeed: 30,
  typingSpeed: 6,
  spread: 0.3,
  readingSeconds: { from: 1, to: 8 },
  typingSeconds: { from: 1.5, to: 20 },
};

/** How long the bot reads what was written to it, in milliseconds; `draw` is 0 up to, but not including, 1. */
export function readingTime(humanizer: Humanizer, characters: number, draw: number): number {
  const { readingSpeed, readingSeconds } = humanizer;
  return timeFor(humanizer, characters / readingSpeed, readingSeconds, draw);
}

/** How long the bot types its reply, in milliseconds; `draw` is 0 up to, but not including, 1. */
export function typingTime(humanizer: Humanizer, characters: number, draw: number): number {
  const { typingSpeed, typingSeconds } = humanizer;
  return timeFor(humanizer, characters / typingSpeed, typingSeconds, draw);
}

function timeFor(
  { enabled, spread }: Humanizer,
  seconds: number,
  { from, to }: { from: number; to: number },
  draw: number,
): number {
  if (!enabled) return 0;
  const drawn = seconds * (1 + spread * (2 * draw - 1));
  return Math.round(Math.min(Math.max(drawn, from), to) * 1_000);
}
