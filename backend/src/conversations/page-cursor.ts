import { HttpProblem } from '../web/index.ts';

/** Where a page of conversations ended, as opaque text: what a caller gets and gives back. */
export function encodeCursor(place: { updatedAt: string; id: string }): string {
  return Buffer.from(`${place.updatedAt} ${place.id}`).toString('base64url');
}

export function decodeCursor(cursor: string): { updatedAt: string; id: string } {
  const [updatedAt, id, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (!updatedAt || !id || rest.length > 0) throw unusable('cursor');
  return { updatedAt, id };
}

/** The position of the oldest message of a page, as `nextCursor` of a page of messages. */
export function decodePosition(before: string): number {
  if (!/^\d{1,15}$/.test(before)) throw unusable('before');
  return Number(before);
}

function unusable(path: string): HttpProblem {
  return new HttpProblem('bad-request', 'Use the nextCursor of the page before.', {
    errors: [{ path, message: 'This is not a cursor of ours.' }],
  });
}
