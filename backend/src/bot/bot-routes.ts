import { Router } from 'express';
import { botPreviewRequest, saveBotRequest, switchBotRequest } from '#contract/bot';
import { onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { BotSettings, type BotSettingsOptions } from './bot-settings.ts';

/** `/bot`: seen by the team, changed and tried by admins. */
export function botRoutes(options: BotSettingsOptions): Router {
  const router = Router();
  const admins = requireRole('admin');
  const settings = new BotSettings(options);

  router
    .route('/bot')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await settings.read(clientCode));
    })
    .put(admins, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      response.json(await settings.save(clientCode, user.id, parseBody(saveBotRequest, request)));
    })
    .patch(admins, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { enabled } = parseBody(switchBotRequest, request);
      response.json(await settings.switch(clientCode, user.id, enabled));
    })
    .all(onlyMethods('GET', 'PUT', 'PATCH'));

  router
    .route('/bot/preview')
    .post(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json({ preview: await settings.preview(clientCode, parseBody(botPreviewRequest, request)) });
    })
    .all(onlyMethods('POST'));

  return router;
}
