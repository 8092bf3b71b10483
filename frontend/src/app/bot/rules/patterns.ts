/** How many groups of a regular expression capture something: `{{1}}`, `{{2}}`, … of a reply. */
export function capturesOf(pattern: string): number {
  const bare = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  return (bare.match(/\((?!\?)|\(\?P?<(?![=!])/g) ?? []).length;
}

/** What RE2 has not: looking around, and references back. */
const UNKNOWN = /\(\?<?[=!]|\\[1-9]/;
/** What only RE2 has, or writes otherwise than a browser. */
const OTHERWISE = /\(\?P<|\(\?[imsU-]+[:)]|\\[AzQECpP]|\[\[:/;

/** Whether it may be a regular expression: false where it is none for sure. The server knows it for sure. */
export function isPattern(pattern: string): boolean {
  if (UNKNOWN.test(pattern.replaceAll('\\\\', ''))) return false;
  if (OTHERWISE.test(pattern)) return true;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
