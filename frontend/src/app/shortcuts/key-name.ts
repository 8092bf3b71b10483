const signs: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };
const onMac: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥' };
const elsewhere: Readonly<Record<string, string>> = { Mod: 'Ctrl', Alt: 'Alt' };

/** What stands on a key; null for those that each language has its own word for. */
export function keyName(key: string, platform: string): string | null {
  const modifiers = /^(Mac|iP)/.test(platform) ? onMac : elsewhere;
  if (key.length === 1) return key.toUpperCase();
  return modifiers[key] ?? signs[key] ?? null;
}
