/** In the order of Unicode, each with the emoji that stands for it. */
export const EMOJI_GROUPS = [
  ['smileys', '😀'],
  ['people', '👋'],
  ['nature', '🐻'],
  ['food', '🍎'],
  ['travel', '🚗'],
  ['activities', '⚽'],
  ['objects', '💡'],
  ['symbols', '❤️'],
  ['flags', '🏁'],
] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number][0];

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** What else it is found by. */
  readonly words: string;
  /** Whether its skin has tones; it stands here in the yellow one. */
  readonly hasTones: boolean;
}

/** As `scripts/make-emojis.ts` writes it. */
export type EmojiFile = Readonly<Record<EmojiGroup, readonly (readonly [string, string, string, 1?])[]>>;
export type EmojisByGroup = Readonly<Record<EmojiGroup, readonly Emoji[]>>;

export function emojisOf(file: EmojiFile): EmojisByGroup {
  const groups = EMOJI_GROUPS.map(([group]) => [
    group,
    file[group].map(([emoji, name, words, tones]) => ({ emoji, name, words, hasTones: tones === 1 })),
  ]);
  return Object.fromEntries(groups) as EmojisByGroup;
}
