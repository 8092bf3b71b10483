import { z } from 'zod';
import { media } from './messages.ts';

/** Carries the name of an uploaded file, percent-encoded as `encodeURIComponent` does. */
export const FILE_NAME_HEADER = 'X-File-Name';

/** Of an upload (201): what goes as `mediaId` into one message within a day; and of a file that is fetched once more (202). */
export const mediaResponse = z.object({ media });
export type MediaResponse = z.infer<typeof mediaResponse>;
