import type { MessageType } from './messages.ts';

/** Imports no schema, so that the browser bundle stays small. */
const MEBIBYTE = 1_048_576;

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/**
 * The types Meta takes uploads of, as documents too, and at most how many bytes of each (Cloud API, "Supported media types";
 * any other is answered with error 100).
 */
const mostBytes: ReadonlyMap<string, number> = new Map([
  ...bounded(5 * MEBIBYTE, ['image/jpeg', 'image/png']),
  ...bounded(500 * 1_024, ['image/webp']),
  ...bounded(16 * MEBIBYTE, ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg']),
  ...bounded(16 * MEBIBYTE, ['video/mp4', 'video/3gpp']),
  ...bounded(100 * MEBIBYTE, [
    'text/plain',
    'application/pdf',
    'application/msword',
    'application/vnd.ms-excel',
    'application/vnd.ms-powerpoint',
    `${OFFICE}.wordprocessingml.document`,
    `${OFFICE}.spreadsheetml.sheet`,
    `${OFFICE}.presentationml.presentation`,
  ]),
]);

/** `kind`: Meta takes none of them, whatever their size; `size`: none of more than `mostBytes`. */
export type MetaRefusal = { about: 'kind' } | { about: 'size'; mostBytes: number };

/**
 * Why Meta would not take a file in a message of this type; undefined where it does. The type is given in lower case, without
 * parameters. A picture goes as one that Meta takes, unless it is sent as a document.
 */
export function refusalByMeta(
  type: MessageType,
  { mimeType, bytes }: { mimeType: string; bytes: number },
): MetaRefusal | undefined {
  if (type === 'image') return undefined;
  const most = mostBytes.get(mimeType);
  if (most === undefined) return { about: 'kind' };
  return bytes > most ? { about: 'size', mostBytes: most } : undefined;
}

function bounded(most: number, types: readonly string[]): [string, number][] {
  return types.map((type) => [type, most]);
}
