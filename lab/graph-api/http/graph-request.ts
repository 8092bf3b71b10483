import type { IncomingMessage } from 'node:http';
import { GraphError } from './graph-error.ts';
import { readMultipart, type FormFile } from './multipart.ts';

/** Larger than the largest file WhatsApp takes, a document of 100 MB. */
const MAX_BYTES = 110 * 1024 * 1024;

/** A request of the product, read. */
export interface GraphRequest {
  method: string;
  /** What stands in the path behind the version. */
  path: string[];
  query: URLSearchParams;
  /** What JSON or a form said; empty where there was neither. */
  fields: Record<string, unknown>;
  files: Map<string, FormFile>;
  token: string | undefined;
}

/** Reads a request to its end. Throws a GraphError for what cannot be read. */
export async function readGraphRequest(request: IncomingMessage): Promise<GraphRequest> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lab');
  const path = pathname.split('/').filter((part) => part !== '');
  if (path[0] !== undefined && /^v\d+\.\d+$/.test(path[0])) path.shift();
  const { fields, files } = await bodyOf(request);
  const bearer = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const inBody = fields['access_token'];
  const token = bearer ?? searchParams.get('access_token') ?? (typeof inBody === 'string' ? inBody : undefined);
  return { method: request.method ?? 'GET', path, query: searchParams, fields, files, token };
}

async function bodyOf(request: IncomingMessage): Promise<Pick<GraphRequest, 'fields' | 'files'>> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MAX_BYTES) throw new GraphError(100, { message: '(#100) Request too large', httpStatus: 413 });
    pieces.push(piece);
  }
  const files = new Map<string, FormFile>();
  if (size === 0) return { fields: {}, files };
  const bytes = Buffer.concat(pieces);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { fields: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), files };
  }
  return { fields: json(bytes), files };
}

/** What is no object counts as nothing, as Meta then misses the first thing it needs. */
function json(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
