import { invalidParameter } from './graph-error.ts';

/** A file of a form. */
export interface FormFile {
  bytes: Buffer;
  /** As the form says it; empty where it says nothing. */
  mimeType: string;
}

/** Reads `multipart/form-data` (RFC 7578) that is there as a whole. Throws a GraphError for what is none. */
export function readMultipart(
  body: Buffer,
  contentType: string,
): { fields: Record<string, string>; files: Map<string, FormFile> } {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType);
  const mark = Buffer.from(`--${(boundary?.[1] ?? boundary?.[2] ?? '').trim()}`);
  const fields: Record<string, string> = {};
  const files = new Map<string, FormFile>();
  let at = body.indexOf(mark);
  if (mark.length === 2 || at === -1) throw invalidParameter('Invalid form data');
  for (;;) {
    const start = at + mark.length + 2;
    at = body.indexOf(mark, start);
    if (at === -1) return { fields, files };
    const part = body.subarray(start, at - 2);
    const split = part.indexOf('\r\n\r\n');
    const headers = part.subarray(0, split).toString('utf8');
    const bytes = part.subarray(split + 4);
    const name = /\bname="([^"]*)"/i.exec(headers)?.[1] ?? '';
    if (!/\bfilename\*?=/i.test(headers)) fields[name] = bytes.toString('utf8');
    else files.set(name, { bytes, mimeType: /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim() ?? '' });
  }
}
