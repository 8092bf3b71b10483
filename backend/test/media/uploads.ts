import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MediaResponse } from '#contract/media';
import type { Media } from '#contract/messages';
import type { TestApplication, TestUser } from '../support/index.ts';

export interface Upload {
  bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  type?: string;
  name?: string;
}

/** `POST /api/media`, whatever comes of it. */
export function tryUpload(
  { url }: TestApplication,
  { token }: Pick<TestUser, 'token'>,
  { bytes, type = 'application/octet-stream', name }: Upload,
): Promise<Response> {
  return fetch(`${url}/api/media`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': type,
      ...(name !== undefined && { 'x-file-name': encodeURIComponent(name) }),
    },
    body: bytes,
    ...(bytes instanceof ReadableStream && { duplex: 'half' }),
  });
}

export async function upload(application: TestApplication, user: TestUser, what: Upload): Promise<Media> {
  const response = await tryUpload(application, user, what);
  const body = (await response.json()) as MediaResponse;
  assert.equal(response.status, 201, JSON.stringify(body));
  return body.media;
}

/** What stands behind the address of a file, for this person. */
export function open(
  { url }: TestApplication,
  { token }: Pick<TestUser, 'token'>,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** An upload of so many bytes that holds only a piece of them in memory; resolves with the status of the answer. */
export async function uploadInPieces(
  { url }: TestApplication,
  { token }: Pick<TestUser, 'token'>,
  bytes: number,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-length': bytes };
  const call = request(`${url}/api/media`, { method: 'POST', headers, agent: false });
  const answered = once(call, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(pieces(bytes)), call);
  const [response] = await answered;
  response.resume();
  return response.statusCode ?? 0;
}

function* pieces(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(65_536);
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length));
}
