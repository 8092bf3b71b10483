import { Router } from 'express';
import { botPreviewRequest, saveBotRequest, switchBotRequest, type Bot, type SaveBotRequest } from '#contract/bot';
import { readTimeZone } from '../accounts/index.ts';
import { forgetPlansOf, readBot, saveBot, type StoredBot } from '../bot-plans/index.ts';
import { readHead, type Reading, type Store, type Writing } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { requireUsable } from './check-rules.ts';
import { previewBot } from './preview.ts';

/** `/bot`: seen by the team, changed by admins. */
export function botRoutes(store: Store): Router {
  const router = Router();
  const admins = requireRole('admin');

  router
    .route('/bot')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await store.read((database) => presentBot(database, clientCode)));
    })
    .put(admins, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { version, enabled, ...decided } = parseBody(saveBotRequest, request);
      const answer = await store.write(async (writing) => {
        const before = await readBot(writing.database, clientCode);
        if (version !== undefined && version !== before.version)
          throw new HttpProblem('conflict', 'The bot has been saved since this version.');
        await requireUsable(writing.database, clientCode, decided.rules);
        const saved = await replaceBot(writing, clientCode, before, decided);
        await switchBot(writing, clientCode, saved, enabled ?? saved.enabled, user.id);
        return presentBot(writing.database, clientCode);
      });
      response.json(answer);
    })
    .patch(admins, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { enabled } = parseBody(switchBotRequest, request);
      const answer = await store.write(async (writing) => {
        await switchBot(writing, clientCode, await readBot(writing.database, clientCode), enabled, user.id);
        return presentBot(writing.database, clientCode);
      });
      response.json(answer);
    })
    .all(onlyMethods('GET', 'PUT', 'PATCH'));

  router
    .route('/bot/preview')
    .post(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const asked = parseBody(botPreviewRequest, request);
      const timeZone = await store.read(async (database) => {
        await requireUsable(database, clientCode, asked.bot.rules, 'bot.rules');
        return readTimeZone(database, clientCode);
      });
      response.json({ preview: previewBot(asked, store.now(), timeZone) });
    })
    .all(onlyMethods('POST'));

  return router;
}

async function presentBot(database: Reading, clientCode: string): Promise<{ bot: Bot; epoch: string; seq: number }> {
  const timeZone = await readTimeZone(database, clientCode);
  return { bot: { ...(await readBot(database, clientCode)), timeZone }, ...(await readHead(database, clientCode)) };
}

/** Saves all but the switch, which `settings:changed` of kind `bot` tells of. */
async function replaceBot(
  writing: Writing,
  clientCode: string,
  before: StoredBot,
  decided: Omit<SaveBotRequest, 'version' | 'enabled'>,
): Promise<StoredBot> {
  let saved = before;
  await writing.event(clientCode, 'settings:changed', async (seq) => {
    saved = { ...before, ...decided, version: seq, updatedAt: writing.now };
    await saveBot(writing, clientCode, saved, filesOf(saved));
    return { kind: 'bot' };
  });
  return saved;
}

/** Turns the bot on or off for the whole client; asking for what is already so tells nothing. */
async function switchBot(
  writing: Writing,
  clientCode: string,
  bot: StoredBot,
  enabled: boolean,
  by: string,
): Promise<void> {
  if (enabled === bot.enabled) return;
  await writing.event(clientCode, 'bot:status_changed', async () => {
    await saveBot(writing, clientCode, { ...bot, enabled }, filesOf(bot));
    if (!enabled) await forgetPlansOf(writing, clientCode);
    return { enabled, by };
  });
}

function filesOf({ rules }: StoredBot): string[] {
  return rules.flatMap(({ reply }) => reply?.mediaId ?? []);
}
