import { fileTypeFromFile } from 'file-type';
import { parseFile } from 'music-metadata';
import { MAX_BYTES } from '#contract/file-sizes';
import { FewAtOnce } from '../operations/index.ts';
import { settledType } from './file-types.ts';
import { readPicture } from './pictures.ts';

/** What is known of a file once it has been looked at. */
export interface ExaminedFile {
  mimeType: string;
  width?: number;
  height?: number;
  seconds?: number;
  thumbnail?: Uint8Array;
}

/** Opening pictures takes memory: a few at a time, however many arrive. */
const looking = new FewAtOnce(2);

/** Looks at a file that is complete. `declared` is the type its sender gave it. */
export function examineFile(path: string, bytes: number, declared: string): Promise<ExaminedFile> {
  return looking.run(async () => {
    const mimeType = settledType(await typeByBytes(path), declared);
    const picture = await readPicture(path, mimeType);
    const seconds = bytes <= MAX_BYTES.video ? await readSeconds(path, mimeType) : undefined;
    return { mimeType, ...picture, ...(seconds !== undefined && { seconds }) };
  });
}

/** What the first bytes of a file say it is, with its codec where that is part of it; undefined where they say nothing. */
export async function typeByBytes(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime;
  } catch {
    return undefined;
  }
}

/** How long sound or video plays, in whole seconds; undefined where the file does not say. */
async function readSeconds(path: string, mimeType: string): Promise<number | undefined> {
  if (!/^(audio|video)\//.test(mimeType)) return undefined;
  try {
    const { format } = await parseFile(path, { duration: true, skipCovers: true });
    return format.duration === undefined ? undefined : Math.max(1, Math.round(format.duration));
  } catch {
    return undefined;
  }
}
