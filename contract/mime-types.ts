/** The same type under another name, as browsers and programs write it. Imports no schema, so that the browser bundle stays small. */
const otherNames: Partial<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'video/x-m4v': 'video/mp4',
};

/** A type in lower case, without parameters and under its usual name. */
export function usualType(mimeType: string): string {
  const plain = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return otherNames[plain] ?? plain;
}
