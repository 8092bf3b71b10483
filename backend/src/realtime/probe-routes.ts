import { Router } from 'express';
import { probeId, type HandshakeTrial, type RealtimeFigures } from '#contract/probe';
import { onlyMethods, requireRole, signedIn } from '../web/index.ts';

/** What the server tells of its sockets. */
export interface ProbedRealtime {
  handshakeTrial(probeId: string): HandshakeTrial;
  /** Of one client, or of the whole installation. */
  figures(clientCode?: string): RealtimeFigures;
}

/** `GET /probe/handshakes/:probeId`, for everybody who knows the id, and `GET /probe/realtime`. */
export function probeRoutes(realtime: ProbedRealtime): Router {
  const router = Router();

  router
    .route('/probe/handshakes/:probeId')
    .get((request, response) => {
      response.json(realtime.handshakeTrial(probeId.parse(request.params.probeId)));
    })
    .all(onlyMethods('GET'));

  router
    .route('/probe/realtime')
    .get(requireRole('admin', 'operator'), (request, response) => {
      const { clientCode } = signedIn(request).user;
      response.json(realtime.figures(clientCode ?? undefined));
    })
    .all(onlyMethods('GET'));

  return router;
}
