import { Router } from 'express';
import { createCannedReplyRequest, updateCannedReplyRequest } from '#contract/team-settings';
import type { Store } from '../storage/index.ts';
import { onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { CannedReplies } from './canned-replies.ts';

/** `/canned-replies`: read by the team, changed by admins. */
export function cannedReplyRoutes(store: Store): Router {
  const router = Router();
  const replies = new CannedReplies(store);

  router
    .route('/canned-replies')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await replies.list(clientCode));
    })
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const reply = parseBody(createCannedReplyRequest, request);
      response.status(201).json({ cannedReply: await replies.add(clientCode, reply) });
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/canned-replies/:id')
    .all(requireRole('admin'))
    .patch(async (request, response) => {
      const { clientCode } = signedInMember(request);
      const change = parseBody(updateCannedReplyRequest, request);
      response.json({ cannedReply: await replies.change(clientCode, request.params.id, change) });
    })
    .delete(async (request, response) => {
      const { clientCode } = signedInMember(request);
      await replies.remove(clientCode, request.params.id);
      response.status(204).end();
    })
    .all(onlyMethods('PATCH', 'DELETE'));

  return router;
}
