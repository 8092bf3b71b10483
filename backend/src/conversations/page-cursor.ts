import { unusableCursor } from '../web/index.ts';

/** Where a page of conversations ended, as opaque text: what a caller gets and gives back. */
export function encodeCursor(place: { updatedAt: string; id: string }): string {
  return Buffer.from(`${place.updatedAt} ${place.id}`).toString('base64url');
}

export function decodeCursor(cursor: string): { updatedAt: string; id: string } {
  const [updatedAt, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!updatedAt || !id || rest.length > 0) throw unusableCursor();
  return { updatedAt, id };
}

/** Where a page of contacts ended. The search text has spaces of its own, the id none. */
export function encodeNamePlace(place: { searchText: string; id: string }): string {
  return Buffer.from(`${place.id} ${place.searchText}`).toString('base64url');
}

export function decodeNamePlace(cursor: string): { searchText: string; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const end = text.indexOf(' ');
  if (end < 1) throw unusableCursor();
  return { id: text.slice(0, end), searchText: text.slice(end + 1) };
}

/** The place of a message, as `nextCursor` and `previousCursor` of a page give it. */
export function decodePosition(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw unusableCursor();
  return Number(cursor);
}
