import type { NumberState } from '../accounts/number-state.ts';
import type { LabParts } from '../lab-parts.ts';
import { bareType, fileRules, type FileKind } from '../media/file-rules.ts';
import type { KeptLine } from '../people/chat-book.ts';
import { fits } from './compose.ts';

/** Why a file could not be had from the web, as Meta words it. */
export class LinkError extends Error {}

/** Fetches the file of a message from where its link says, as Meta does after it has accepted the message. */
export async function fetchLink(
  lab: LabParts,
  number: NumberState,
  { url, kind, fileName }: { url: string; kind: FileKind; fileName?: string | undefined },
): Promise<Pick<KeptLine, 'file' | 'mediaId'>> {
  const answer = await fetch(url).catch(() => {
    throw new LinkError('Downloading media from weblink failed with http code 500, status message Connection failed');
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    const { status, statusText } = answer;
    throw new LinkError(`Downloading media from weblink failed with http code ${status}, status message ${statusText}`);
  }
  const mimeType = answer.headers.get('content-type') ?? 'application/octet-stream';
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const { maxBytes, mimeTypes } = fileRules[kind];
  if (!fits(kind, mimeType)) {
    throw new LinkError(
      `Unsupported ${kind} mime type ${bareType(mimeType)}. Please use one of ${mimeTypes.join(', ')}.`,
    );
  }
  if (bytes.length > maxBytes) {
    throw new LinkError(
      `Media file size too big. Max file size we currently support: ${Math.floor(maxBytes / 1024 / 1024)}MB.`,
    );
  }
  const media = await lab.media.add('business', number.id, mimeType, bytes);
  const file = { kind, mimeType, bytes: bytes.length, ...(fileName && { fileName }) };
  return { mediaId: media.id, file };
}
