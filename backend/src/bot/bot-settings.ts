import { isDeepStrictEqual } from 'node:util';
import type { Bot, BotPreview, BotPreviewRequest, SaveBotRequest, SaveResponderRequest } from '#contract/bot';
import { dayIn } from '#contract/time-zones';
import { readTimeZone } from '../accounts/index.ts';
import {
  forgetPlansOf,
  noteFailedAsking,
  readBot,
  readResponder,
  readResponderDay,
  saveBot,
  saveResponder,
  takeAsking,
  type StoredBot,
  type StoredResponder,
} from '../bot-plans/index.ts';
import { readHead, type LogHead, type Reading, type SecretBox, type Store, type Writing } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { requireUsableOpening } from './check-opening.ts';
import { requireUsable } from './check-rules.ts';
import { previewBot } from './preview.ts';
import type { Responder } from './responder/index.ts';
import type { BotLine } from './talk.ts';

export interface BotSettingsOptions {
  store: Store;
  /** Encrypts the key of a responder. */
  box: SecretBox;
  responder: Responder;
  linesOf: (clientCode: string) => readonly BotLine[];
}

/** What clients decide about their bots. A change is told as `settings:changed` of kind `bot`, the switch as `bot:status_changed`. */
export class BotSettings {
  readonly #options: BotSettingsOptions;

  constructor(options: BotSettingsOptions) {
    this.#options = options;
  }

  read(clientCode: string): Promise<{ bot: Bot } & LogHead> {
    return this.#options.store.read((database) => this.#present(database, clientCode));
  }

  /** Throws `conflict` where the bot was saved since `version`, and `bad-request` with what of it cannot be used. */
  save(
    clientCode: string,
    userId: string,
    { version, enabled, responder, opening, ...decided }: SaveBotRequest,
  ): Promise<{ bot: Bot } & LogHead> {
    return this.#options.store.write(async (writing) => {
      const { database } = writing;
      const before = await readBot(database, clientCode);
      if (version !== undefined && version !== before.version)
        throw new HttpProblem('conflict', 'The bot has been saved since this version.');
      await requireUsable(database, clientCode, decided.rules);
      // What has not changed is not held against whoever changes something else.
      if (opening && !isDeepStrictEqual(opening, before.opening))
        await requireUsableOpening(database, clientCode, opening, this.#options.linesOf(clientCode));
      if (responder) {
        this.#requireAddress(responder, 'responder');
        await saveResponder(writing, clientCode, this.#replaced(await readResponder(database, clientCode), responder));
      }
      let saved = before;
      await writing.event(clientCode, 'settings:changed', async (seq) => {
        const changed = { ...decided, ...(opening !== undefined && { opening }) };
        saved = { ...before, ...changed, version: seq, updatedAt: writing.now };
        await saveBot(writing, clientCode, saved, filesOf(saved));
        return { kind: 'bot' };
      });
      await switchBot(writing, clientCode, saved, { enabled: enabled ?? saved.enabled, by: userId });
      return this.#present(database, clientCode);
    });
  }

  /** Turns the bot on or off for the whole client; asking for what is already so tells nothing. */
  switch(clientCode: string, userId: string, enabled: boolean): Promise<{ bot: Bot } & LogHead> {
    return this.#options.store.write(async (writing) => {
      const bot = await readBot(writing.database, clientCode);
      await switchBot(writing, clientCode, bot, { enabled, by: userId });
      return this.#present(writing.database, clientCode);
    });
  }

  /** What a bot would do. A responder is really asked, which counts as ever. */
  async preview(clientCode: string, { bot, ...given }: BotPreviewRequest): Promise<BotPreview> {
    const { store, responder } = this.#options;
    if (bot.responder) this.#requireAddress(bot.responder, 'bot.responder');
    const { timeZone, model } = await store.read(async (database) => {
      const variables = Object.keys(given.contact.variables ?? {});
      await requireUsable(database, clientCode, bot.rules, { at: 'bot.rules', variables });
      const stored = await readResponder(database, clientCode);
      const model = bot.responder ? this.#replaced(stored, bot.responder) : stored;
      return { timeZone: await readTimeZone(database, clientCode), model };
    });
    const day = dayIn(timeZone, store.now());
    return previewBot(
      { bot, ...given },
      { now: store.now(), timeZone, responder: model.settings },
      async (situation) => {
        const { perDay } = model.settings;
        if (!(await store.write((writing) => takeAsking(writing, clientCode, day, perDay)))) return { fault: 'limit' };
        const told = await responder.ask(clientCode, model, situation, this.#options.box);
        if ('fault' in told) await store.write((writing) => noteFailedAsking(writing, clientCode, day));
        return told;
      },
    );
  }

  #requireAddress({ url }: SaveResponderRequest, path: string): void {
    const fault = url === '' ? undefined : this.#options.responder.faultOfAddress(url);
    if (fault === undefined) return;
    throw new HttpProblem('bad-request', fault, { errors: [{ path: `${path}.url`, message: fault }] });
  }

  /** A key goes to no other server than the one it was given for. */
  #replaced(before: StoredResponder, { key, ...settings }: SaveResponderRequest): StoredResponder {
    if (key === null) return { settings, key: null };
    if (key !== undefined) return { settings, key: this.#options.box.seal(Buffer.from(key)) };
    return { settings, key: originOf(settings.url) === originOf(before.settings.url) ? before.key : null };
  }

  async #present(database: Reading, clientCode: string): Promise<{ bot: Bot } & LogHead> {
    const timeZone = await readTimeZone(database, clientCode);
    const { settings, key } = await readResponder(database, clientCode);
    const today = await readResponderDay(database, clientCode, dayIn(timeZone, this.#options.store.now()));
    const responder = { ...settings, hasKey: key !== null, today };
    const bot = { ...(await readBot(database, clientCode)), timeZone, responder };
    return { bot, ...(await readHead(database, clientCode)) };
  }
}

async function switchBot(
  writing: Writing,
  clientCode: string,
  bot: StoredBot,
  { enabled, by }: { enabled: boolean; by: string },
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

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
