import { Router } from 'express';
import { updatePreferencesRequest } from '#contract/team-settings';
import type { Store } from '../storage/index.ts';
import { onlyMethods, parseBody, signedIn } from '../web/index.ts';
import { readPreferences, savePreferences } from './preferences-store.ts';

/** `/auth/me/preferences`: what one person has decided for themselves. Nobody else is told of a change. */
export function preferencesRoutes(store: Store): Router {
  const router = Router();

  router
    .route('/auth/me/preferences')
    .get(async (request, response) => {
      const { id } = signedIn(request).user;
      response.json({ preferences: await store.read((database) => readPreferences(database, id)) });
    })
    .patch(async (request, response) => {
      const { id } = signedIn(request).user;
      const change = parseBody(updatePreferencesRequest, request);
      const preferences = await store.write(async ({ database }) => {
        const after = { ...(await readPreferences(database, id)), ...change };
        await savePreferences(database, id, after);
        return after;
      });
      response.json({ preferences });
    })
    .all(onlyMethods('GET', 'PATCH'));

  return router;
}
