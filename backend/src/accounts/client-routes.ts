import { Router } from 'express';
import { createClientRequest } from '#contract/accounts';
import { onlyMethods, parseBody, requireRole } from '../web/index.ts';
import type { Clients } from './clients.ts';

/** `/clients`: the operator's. */
export function clientRoutes(clients: Clients): Router {
  const router = Router();
  router
    .route('/clients')
    .all(requireRole('operator'))
    .get(async (_request, response) => {
      response.json({ items: await clients.list() });
    })
    .post(async (request, response) => {
      response.status(201).json({ client: await clients.add(parseBody(createClientRequest, request)) });
    })
    .all(onlyMethods('GET', 'POST'));
  return router;
}
