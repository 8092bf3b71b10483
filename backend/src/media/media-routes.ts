import { Router } from 'express';
import { MAX_BYTES } from '#contract/file-sizes';
import type { Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, requireRole, signedInMember } from '../web/index.ts';
import type { FileFetching } from './file-fetching.ts';
import type { MediaFiles } from './media-files.ts';
import { findMedia, readThumbnail, toMedia, type MediaRow } from './media-store.ts';
import { sendFile, sendThumbnail } from './serve-file.ts';
import { takeUpload } from './upload.ts';

/** Files, as they are: these routes stand in front of whatever reads bodies. */
export function mediaRoutes(store: Store, files: MediaFiles, fetching: Pick<FileFetching, 'retry'>): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/media')
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const media = await takeUpload(request, store, files, { clientCode, uploadedBy: user.id });
      response.status(201).json({ media });
    })
    .all(onlyMethods('POST'));

  router
    .route('/media/:id')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const row = found(await store.read((database) => findMedia(database, clientCode, request.params.id)));
      if (row.state !== 'ready') throw new HttpProblem('not-found', 'This file has not arrived.');
      await sendFile(response, files, row);
    })
    .all(onlyMethods('GET'));

  router
    .route('/media/:id/thumbnail')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const thumbnail = await store.read((database) => readThumbnail(database, clientCode, request.params.id));
      if (!thumbnail) throw new HttpProblem('not-found', 'There is no such picture.');
      sendThumbnail(response, thumbnail);
    })
    .all(onlyMethods('GET'));

  router
    .route('/media/:id/retry')
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { id } = request.params;
      const { state, bytes } = found(await store.read((database) => findMedia(database, clientCode, id)));
      if (state === 'ready') throw new HttpProblem('conflict', 'This file is there already.');
      if (bytes > MAX_BYTES.document) throw new HttpProblem('too-large', 'This file is larger than files may be here.');
      await fetching.retry(clientCode, id);
      const row = found(await store.read((database) => findMedia(database, clientCode, id)));
      response.status(202).json({ media: toMedia(row) });
    })
    .all(onlyMethods('POST'));

  return router;
}

function found(row: MediaRow | undefined): MediaRow {
  if (!row) throw new HttpProblem('not-found', 'There is no such file.');
  return row;
}
