import { Router } from 'express';
import { removeStageRequest, type ContactFieldInUse, type StageInUse } from '#contract/team-settings';
import type { Store } from '../storage/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import { HttpProblem, onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { countContactsInStage, countContactsWithField, removeContactField, removeStage } from './contacts-in-use.ts';

/** What contacts have to do with the client's stages and fields: how many a removal is about, and the removal. */
export function stageRoutes(store: Store): Router {
  const router = Router();

  router
    .route('/settings/stages/:id')
    .all(requireRole('admin'))
    .get(async (request, response) => {
      const { clientCode } = signedInMember(request);
      const answer = await store.read(async (database): Promise<StageInUse> => {
        const { stages } = await readClientSettings(database, clientCode);
        const stage = found(stages, request.params.id);
        return { stage, contacts: await countContactsInStage(database, clientCode, stage.id) };
      });
      response.json(answer);
    })
    .delete(async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { moveTo } = parseBody(removeStageRequest, request);
      await removeStage(store, clientCode, request.params.id, moveTo);
      response.status(204).end();
    })
    .all(onlyMethods('GET', 'DELETE'));

  router
    .route('/settings/contact-fields/:id')
    .all(requireRole('admin'))
    .get(async (request, response) => {
      const { clientCode } = signedInMember(request);
      const answer = await store.read(async (database): Promise<ContactFieldInUse> => {
        const { contactFields } = await readClientSettings(database, clientCode);
        const field = found(contactFields, request.params.id);
        return { field, contacts: await countContactsWithField(database, clientCode, field.id) };
      });
      response.json(answer);
    })
    .delete(async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { contactFields } = await store.read((database) => readClientSettings(database, clientCode));
      await removeContactField(store, clientCode, found(contactFields, request.params.id).id);
      response.status(204).end();
    })
    .all(onlyMethods('GET', 'DELETE'));

  return router;
}

function found<Named extends { id: string }>(items: readonly Named[], id: string): Named {
  const item = items.find((one) => one.id === id);
  if (!item) throw new HttpProblem('not-found', 'The client has decided on nothing of this id.');
  return item;
}
