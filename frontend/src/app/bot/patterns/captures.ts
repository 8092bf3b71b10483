/** How many groups of a regular expression capture something: `{{1}}`, `{{2}}`, … of a reply. */
export function capturesOf(pattern: string): number {
  const bare = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  return (bare.match(/\((?!\?)|\(\?P?<(?![=!])/g) ?? []).length;
}
