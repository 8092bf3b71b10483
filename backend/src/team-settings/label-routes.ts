import { Router } from 'express';
import { createLabelRequest, updateLabelRequest } from '#contract/team-settings';
import type { Store } from '../storage/index.ts';
import { onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { Labels } from './labels.ts';

/** `/labels`: read by the team, changed by admins. */
export function labelRoutes(store: Store): Router {
  const router = Router();
  const labels = new Labels(store);

  router
    .route('/labels')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await labels.list(clientCode));
    })
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.status(201).json({ label: await labels.add(clientCode, parseBody(createLabelRequest, request)) });
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/labels/:id')
    .all(requireRole('admin'))
    .get(async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await labels.inUse(clientCode, request.params.id));
    })
    .patch(async (request, response) => {
      const { clientCode } = signedInMember(request);
      const change = parseBody(updateLabelRequest, request);
      response.json({ label: await labels.change(clientCode, request.params.id, change) });
    })
    .delete(async (request, response) => {
      const { clientCode } = signedInMember(request);
      await labels.remove(clientCode, request.params.id);
      response.status(204).end();
    })
    .all(onlyMethods('GET', 'PATCH', 'DELETE'));

  return router;
}
