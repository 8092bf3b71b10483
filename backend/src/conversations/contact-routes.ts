import { Router } from 'express';
import { contactFileQuery, updateContactRequest } from '#contract/contacts';
import { readHead, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { changeContact } from './change-contact.ts';
import { readContactFiles } from './contact-files.ts';
import { readKeptLabels } from './contact-labels.ts';
import { toContact } from './contact-store.ts';
import { foundContact } from './found.ts';
import { decodePosition } from './page-cursor.ts';
import { requireStage } from './require-stage.ts';

/** `/contacts/:id`: one contact, and what the team has written down about them. */
export function contactRoutes(store: Store): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/contacts/:id')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { id } = request.params;
      const answer = await store.read(async (database) => ({
        contact: toContact(await foundContact(database, clientCode, id)),
        labels: (await readKeptLabels(database, [id])).get(id) ?? [],
        ...(await readHead(database, clientCode)),
      }));
      response.json(answer);
    })
    .patch(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { version, ...change } = parseBody(updateContactRequest, request);
      const answer = await store.write(async (writing) => {
        const row = await foundContact(writing.database, clientCode, request.params.id);
        if (version !== undefined && version !== row.version)
          throw new HttpProblem('conflict', 'The contact has changed since this version.');
        if (change.stage) await requireStage(writing.database, clientCode, change.stage);
        return {
          contact: toContact(await changeContact(writing, row, change)),
          ...(await readHead(writing.database, clientCode)),
        };
      });
      response.json(answer);
    })
    // DELETE has been answered in front of these (`contact-deletion`).
    .all(onlyMethods('GET', 'PATCH', 'DELETE'));

  router
    .route('/contacts/:id/files')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { kind, limit, cursor } = parseQuery(contactFileQuery, request);
      const page = await store.read(async (database) => {
        const { id } = await foundContact(database, clientCode, request.params.id);
        const { items, next } = await readContactFiles(database, {
          clientCode,
          contactId: id,
          limit,
          ...(kind !== undefined && { kind }),
          ...(cursor !== undefined && { before: decodePosition(cursor) }),
        });
        const nextCursor = next === null ? null : String(next);
        return { items, nextCursor, ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .all(onlyMethods('GET'));

  return router;
}
