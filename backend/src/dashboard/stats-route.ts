import { Router } from 'express';
import { onlyMethods, requireRole, signedInMember } from '../web/index.ts';
import type { LiveFigures } from './live-figures.ts';

/** `GET /stats`: the client's figures of today and of now. */
export function statsRoute(figures: LiveFigures): Router {
  const router = Router();
  router
    .route('/stats')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await figures.now(clientCode));
    })
    .all(onlyMethods('GET'));
  return router;
}
