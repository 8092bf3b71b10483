import { Router } from 'express';
import { mergeContactsRequest, mergePreviewQuery } from '#contract/contact-merging';
import { onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import type { ContactMerging } from './contact-merging.ts';

/** `/contacts/:id/merge`: what would become of two contacts, and making one of them. */
export function mergingRoutes(merging: ContactMerging): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/contacts/:id/merge')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { with: otherId } = parseQuery(mergePreviewQuery, request);
      response.json(await merging.preview(clientCode, request.params.id, otherId));
    })
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const wanted = parseBody(mergeContactsRequest, request);
      const answer = await merging.merge(clientCode, request.params.id, wanted);
      response.status(answer.isDone ? 200 : 202).json(answer);
    })
    .all(onlyMethods('GET', 'POST'));

  return router;
}
