import { Router } from 'express';
import { updateClientSettingsRequest } from '#contract/team-settings';
import { changeTimeZone, readTimeZone } from '../accounts/index.ts';
import { readHead, type Store } from '../storage/index.ts';
import { onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { readClientSettings, saveClientSettings } from './client-settings-store.ts';

/**
 * `/settings`: what one client has decided for its whole team. A change is told as `settings:changed` of kind `client`; of
 * another time zone the bot's, which goes by it, is told too.
 */
export function clientSettingsRoutes(store: Store): Router {
  const router = Router();

  router
    .route('/settings')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const answer = await store.read(async (database) => ({
        settings: {
          ...(await readClientSettings(database, clientCode)),
          timeZone: await readTimeZone(database, clientCode),
        },
        ...(await readHead(database, clientCode)),
      }));
      response.json(answer);
    })
    .patch(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const change = parseBody(updateClientSettingsRequest, request);
      const settings = await store.write(async ({ database, event }) => {
        const before = await readTimeZone(database, clientCode);
        const { timeZone = before, ...kept } = change;
        const after = { ...(await readClientSettings(database, clientCode)), ...kept };
        await event(clientCode, 'settings:changed', async () => {
          await saveClientSettings(database, clientCode, after);
          await changeTimeZone(database, clientCode, timeZone);
          return { kind: 'client' };
        });
        if (timeZone !== before) await event(clientCode, 'settings:changed', () => Promise.resolve({ kind: 'bot' }));
        return { ...after, timeZone };
      });
      response.json({ settings });
    })
    .all(onlyMethods('GET', 'PATCH'));

  return router;
}
