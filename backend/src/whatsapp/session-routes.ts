import { Router } from 'express';
import {
  connectSessionRequest,
  createSessionRequest,
  sessionHistoryQuery,
  updateSessionRequest,
  type WhatsAppSession,
} from '#contract/whatsapp-sessions';
import { readHead, type Store } from '../storage/index.ts';
import {
  HttpProblem,
  onlyMethods,
  parseBody,
  parseQuery,
  requirePossibleNumber,
  requireRole,
  signedInMember,
} from '../web/index.ts';
import { LineNameTakenError, readSessionHistory } from './session-store.ts';
import type { WhatsAppSessions } from './whatsapp-sessions.ts';

/** `/whatsapp/sessions`: everyone of the client may see the lines, admins name, link, unlink and remove them. */
export function sessionRoutes(store: Store, sessions: WhatsAppSessions): Router {
  const router = Router();
  const found = (session: WhatsAppSession | undefined): WhatsAppSession => {
    if (!session) throw new HttpProblem('not-found', 'There is no such WhatsApp session.');
    return session;
  };

  router
    .route('/whatsapp/sessions')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const head = await store.read((database) => readHead(database, clientCode));
      response.json({ items: sessions.list(clientCode, user.role === 'admin'), ...head });
    })
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const body = parseBody(createSessionRequest, request);
      response.status(201).json({ session: await sessions.create(clientCode, body).catch(tellTakenName) });
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/whatsapp/sessions/:id')
    .get(requireRole('agent', 'admin'), (request, response) => {
      const { clientCode, user } = signedInMember(request);
      response.json({ session: found(sessions.get(clientCode, request.params.id, user.role === 'admin')) });
    })
    .patch(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const change = parseBody(updateSessionRequest, request);
      const { kind } = found(sessions.get(clientCode, request.params.id));
      const isOfMeta = Object.keys(change).some((key) => key !== 'name');
      if (isOfMeta && kind !== 'cloud-api') {
        throw new HttpProblem('conflict', "Only a line over Meta's Cloud API has credentials to enter.");
      }
      await sessions.change(clientCode, request.params.id, change).catch(tellTakenName);
      response.json({ session: found(sessions.get(clientCode, request.params.id, true)) });
    })
    .delete(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      found(sessions.get(clientCode, request.params.id));
      await sessions.remove(clientCode, request.params.id);
      response.status(204).end();
    })
    .all(onlyMethods('GET', 'PATCH', 'DELETE'));

  router
    .route('/whatsapp/sessions/:id/history')
    .get(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, before } = parseQuery(sessionHistoryQuery, request);
      const { id } = found(sessions.get(clientCode, request.params.id));
      const page = { limit, ...(before !== undefined && { before }) };
      response.json(await store.read((database) => readSessionHistory(database, id, page)));
    })
    .all(onlyMethods('GET'));

  router
    .route('/whatsapp/sessions/:id/connect')
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { phoneNumber } = parseBody(connectSessionRequest, request);
      if (phoneNumber !== undefined) requirePossibleNumber(phoneNumber);
      found(sessions.get(clientCode, request.params.id));
      await sessions.connect(clientCode, request.params.id, phoneNumber);
      response.status(202).json({ session: found(sessions.get(clientCode, request.params.id, true)) });
    })
    .all(onlyMethods('POST'));

  router
    .route('/whatsapp/sessions/:id/cancel-link')
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      found(sessions.get(clientCode, request.params.id));
      await sessions.cancelLink(clientCode, request.params.id);
      response.json({ session: found(sessions.get(clientCode, request.params.id, true)) });
    })
    .all(onlyMethods('POST'));

  router
    .route('/whatsapp/sessions/:id/logout')
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      found(sessions.get(clientCode, request.params.id));
      await sessions.logout(clientCode, request.params.id);
      response.json({ session: found(sessions.get(clientCode, request.params.id)) });
    })
    .all(onlyMethods('POST'));

  return router;
}

function tellTakenName(error: unknown): never {
  if (!(error instanceof LineNameTakenError)) throw error;
  throw new HttpProblem('conflict', error.message, { errors: [{ path: 'name', message: 'In use already.' }] });
}
