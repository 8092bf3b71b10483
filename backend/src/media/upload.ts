import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { MAX_BYTES } from '#contract/file-sizes';
import { FILE_NAME_HEADER } from '#contract/media';
import type { Media } from '#contract/messages';
import type { Store } from '../storage/index.ts';
import { HttpProblem, takesItsTime } from '../web/index.ts';
import { examineFile } from './examine-file.ts';
import { safeFileName } from './file-name.ts';
import { TooLargeError, type ArrivedFile, type MediaFiles } from './media-files.ts';
import { findMedia, insertUpload, toMedia } from './media-store.ts';

const LIMIT = MAX_BYTES.document;

/** Stores the body of a request as a file of this person's client. Throws an `HttpProblem` where it cannot be one. */
export async function takeUpload(
  request: Request,
  store: Store,
  files: MediaFiles,
  owner: { clientCode: string; uploadedBy: string },
): Promise<Media> {
  const fileName = fileNameOf(request);
  const arrived = await arrive(request, files);
  const id = randomUUID();
  try {
    if (arrived.bytes === 0) throw new HttpProblem('bad-request', 'The file is empty.');
    const examined = await examineFile(arrived.path, arrived.bytes, request.headers['content-type'] ?? '');
    await files.keep(arrived, id);
    const { bytes, sha256 } = arrived;
    const row = await store.write(async (writing) => {
      await insertUpload(writing, { ...owner, ...examined, id, bytes, sha256, fileName });
      return findMedia(writing.database, owner.clientCode, id);
    });
    if (!row) throw new Error('An upload that was just stored is not there.');
    return toMedia(row);
  } catch (error) {
    await Promise.all([files.discard(arrived.path), files.remove(id)]);
    throw error;
  }
}

async function arrive(request: Request, files: MediaFiles): Promise<ArrivedFile> {
  if (Number(request.headers['content-length'] ?? 0) > LIMIT) throw tooLarge();
  takesItsTime(request);
  try {
    return await files.arrive(request, LIMIT);
  } catch (error) {
    if (error instanceof TooLargeError) throw tooLarge();
    if (isDiskFull(error)) throw new HttpProblem('unavailable', 'The server has no room for this file.');
    if (request.destroyed) throw new HttpProblem('bad-request', 'The file did not arrive whole.');
    throw error;
  }
}

function tooLarge(): HttpProblem {
  return new HttpProblem('too-large', `A file has at most ${LIMIT / 1_048_576} MB.`, {
    // What still comes is not read.
    headers: { Connection: 'close' },
  });
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function fileNameOf(request: Request): string | undefined {
  try {
    return safeFileName(decodeURIComponent(request.get(FILE_NAME_HEADER) ?? ''));
  } catch {
    throw new HttpProblem('bad-request', `${FILE_NAME_HEADER} is percent-encoded UTF-8.`);
  }
}
