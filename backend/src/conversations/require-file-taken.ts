import { refusalByMeta } from '#contract/files-at-meta';
import type { SendMessageRequest } from '#contract/messages';
import { findUpload, fittingType } from '../media/index.ts';
import type { Reading } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';

/** Throws a `file-refused` problem where Meta would not take the file that a message is to carry. */
export async function requireFileTaken(
  database: Reading,
  clientCode: string,
  message: SendMessageRequest,
): Promise<void> {
  if (!('mediaId' in message) || message.mediaId === undefined) return;
  const upload = await findUpload(database, clientCode, message.mediaId);
  // Whether there is one to send is another question.
  if (!upload) return;
  const asked = message.type === 'template' ? 'image' : message.type;
  const refusal = refusalByMeta(fittingType(asked, upload), upload);
  if (!refusal) return;
  const why =
    refusal.about === 'kind'
      ? 'Use a PDF, a Word, Excel or PowerPoint file, plain text, JPEG, PNG, MP4, 3GP, AAC, AMR, MP3 or Ogg with Opus.'
      : `Use at most ${String(refusal.mostBytes)} bytes of this kind.`;
  const errors = [{ path: 'mediaId', message: why }];
  throw new HttpProblem('file-refused', "Meta's Cloud API does not take this file.", { errors });
}
