/** Unicode's modifiers for the colour of skin, from light to dark, are next to one another. */
const LIGHTEST = 0x1f3fb;

/** How many tones there are besides the yellow one, which is 0. */
export const TONES = 5;

/** An emoji whose skin has tones in one of them: the modifier stands behind each person or hand. */
export function toned(emoji: string, tone: number): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(LIGHTEST + tone - 1);
  return emoji.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/gu, `$1${modifier}`);
}
