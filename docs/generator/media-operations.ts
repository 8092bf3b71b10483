import { z } from 'zod';
import { MAX_BYTES } from '#contract/file-sizes';
import * as media from '#contract/media';
import { members, type Operation } from './operation.ts';

const noFile = { 404: 'There is no such file, or it has not arrived.' };

/** Files of messages. */
export const mediaOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/media',
    summary: 'Upload a file, to be sent as `mediaId` within a day; Content-Type is its type, as far as its bytes agree',
    roles: members,
    upload: { limit: MAX_BYTES.document, header: media.FILE_NAME_HEADER },
    status: 201,
    answer: media.mediaResponse,
    problems: {
      400: 'The file is empty, did not arrive whole, or its name is not percent-encoded.',
      413: 'The file is larger than 100 MB.',
      503: 'The server has no room for it.',
    },
  },
  {
    method: 'get',
    path: '/api/media/{id}',
    summary: 'The file; takes `Range`. Opened by itself it is saved; pictures, sound and video have their own type',
    roles: members,
    status: 200,
    answer: z.string(),
    mediaType: '*/*',
    problems: noFile,
  },
  {
    method: 'get',
    path: '/api/media/{id}/thumbnail',
    summary: 'A small picture of an image or video',
    roles: members,
    status: 200,
    answer: z.string(),
    mediaType: 'image/jpeg',
    problems: noFile,
  },
  {
    method: 'post',
    path: '/api/media/{id}/retry',
    summary: 'Fetch a file from WhatsApp once more that could not be fetched',
    roles: members,
    status: 202,
    answer: media.mediaResponse,
    problems: {
      404: 'There is no such file.',
      409: 'It is there already.',
      413: 'It is larger than files may be here.',
    },
  },
];
