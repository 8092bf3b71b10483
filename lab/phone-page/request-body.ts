import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.ts';

const MAX_BYTES = 64 * 1024;

/** The JSON that this page sends, and nobody else: another site cannot send this content type without asking first. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const { origin, host = '', 'content-type': type, 'sec-fetch-site': site } = request.headers;
  if (type?.split(';')[0] !== 'application/json') throw new RequestError(415, 'Only JSON is taken');
  const ours = origin === undefined ? site === 'same-origin' : origin === `http://${host}`;
  // The name is checked too: another site could have its own name point to this machine.
  if (!ours || !/^(127\.0\.0\.1|localhost):\d+$/.test(host)) throw new RequestError(403, 'Only this page may write');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new RequestError(413, 'Too much at once');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new RequestError(400, 'This is not JSON');
  }
}
