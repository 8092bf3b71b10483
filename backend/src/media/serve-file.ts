import type { Response } from 'express';
import { HttpProblem } from '../web/index.ts';
import { shownType } from './file-types.ts';
import type { MediaFiles } from './media-files.ts';
import type { MediaRow } from './media-store.ts';

/** A file never changes under its id; who may see it is asked for each person. */
const FOR_GOOD = 'private, max-age=31536000, immutable';

/**
 * Whatever a file pretends to be: opened by itself it is saved, and where a browser shows it all the same it runs nothing,
 * loads nothing, and belongs to no origin. What shows a file in a page heeds none of this.
 */
const harmless = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': FOR_GOOD,
};

/** Sends a file, or the part of it that was asked for. Its type is told only where an element of a page shows such a file. */
export async function sendFile(response: Response, files: MediaFiles, row: MediaRow): Promise<void> {
  response.attachment(row.fileName ?? row.id);
  response.set({ ...harmless, 'Content-Type': shownType(row.mimeType) ?? 'application/octet-stream' });
  await new Promise<void>((resolve, reject) => {
    response.sendFile(files.placeOf(row.id), { root: files.root, cacheControl: false }, (error: unknown) => {
      if (error instanceof Error && !response.headersSent) reject(asProblem(error));
      else resolve();
    });
  });
}

/** Of a file that is there nothing fails but a part that is not. */
function asProblem(error: Error): Error {
  const isBeyond = 'status' in error && error.status === 416;
  return isBeyond ? new HttpProblem('bad-request', 'The file has no such part.') : error;
}

export function sendThumbnail(response: Response, thumbnail: Uint8Array): void {
  response.attachment();
  response.set({ ...harmless, 'Content-Type': 'image/jpeg' });
  response.send(Buffer.from(thumbnail));
}
