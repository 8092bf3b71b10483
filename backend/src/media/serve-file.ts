import type { Response } from 'express';
import { HttpProblem } from '../web/index.ts';
import { inlineType } from './file-types.ts';
import type { MediaFiles } from './media-files.ts';
import type { MediaRow } from './media-store.ts';

/** A file never changes under its id; who may see it is asked for each person. */
const FOR_GOOD = 'private, max-age=31536000, immutable';

/** Whatever a file pretends to be: opened by itself it runs nothing, loads nothing, and belongs to no origin. */
const harmless = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': FOR_GOOD,
};

/** Sends a file, or the part of it that was asked for: to be shown where that is safe, else to be saved. */
export async function sendFile(response: Response, files: MediaFiles, row: MediaRow): Promise<void> {
  const type = inlineType(row.mimeType);
  if (type === undefined) response.attachment(row.fileName ?? row.id);
  else response.set('Content-Disposition', 'inline');
  response.set({ ...harmless, 'Content-Type': type ?? 'application/octet-stream' });
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
  response.set({ ...harmless, 'Content-Type': 'image/jpeg', 'Content-Disposition': 'inline' });
  response.send(Buffer.from(thumbnail));
}
