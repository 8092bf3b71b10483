/** A variable as texts name it, with what stands there where a recipient has none. */
export function marked(name: string, fallback?: string): string {
  return fallback === undefined ? `{{${name}}}` : `{{${name}|${fallback}}}`;
}
