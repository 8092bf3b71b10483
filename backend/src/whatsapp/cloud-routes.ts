import { Router } from 'express';
import { readTemplates, toTemplate } from '../message-templates/index.ts';
import type { Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, requireRole, signedInMember } from '../web/index.ts';
import { GraphError, type CloudSession } from './cloud-api/index.ts';
import type { WhatsAppSessions } from './whatsapp-sessions.ts';

/** What a line over Meta's Cloud API has beside what every line has. */
export function cloudRoutes(store: Store, sessions: WhatsAppSessions): Router {
  const router = Router();
  const found = (clientCode: string, id: string): CloudSession => {
    const session = sessions.findCloud(id, clientCode);
    if (!session) throw new HttpProblem('not-found', "There is no such line over Meta's Cloud API.");
    return session;
  };
  const list = async (clientCode: string, { row, line }: CloudSession) => {
    const rows = await store.read((database) => readTemplates(database, clientCode, row.id));
    return { items: rows.map(toTemplate), syncedAt: line.row.templatesSyncedAt };
  };

  router
    .route('/whatsapp/sessions/:id/checks')
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json({ checks: await found(clientCode, request.params.id).line.examine() });
    })
    .all(onlyMethods('POST'));

  router
    .route('/whatsapp/sessions/:id/subscribe')
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const session = found(clientCode, request.params.id);
      if (!(await session.subscribe().catch(tellRefusal))) {
        throw new HttpProblem('conflict', 'Enter the credentials of the line, and set PUBLIC_URL on the server.');
      }
      response.json({ checks: await session.line.examine() });
    })
    .all(onlyMethods('POST'));

  router
    .route('/whatsapp/sessions/:id/templates')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await list(clientCode, found(clientCode, request.params.id)));
    })
    .all(onlyMethods('GET'));

  router
    .route('/whatsapp/sessions/:id/templates/sync')
    .post(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const session = found(clientCode, request.params.id);
      await session.line.syncTemplates().catch(tellRefusal);
      response.json(await list(clientCode, session));
    })
    .all(onlyMethods('POST'));

  return router;
}

/** In Meta's own words: they say what to change there. */
function tellRefusal(error: unknown): never {
  if (error instanceof GraphError) throw new HttpProblem('conflict', error.detail ?? error.title);
  throw new HttpProblem('unavailable', 'Meta did not answer. Try again in a moment.');
}
