import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BotResponse } from '#contract/bot';
import type { Problem } from '#contract/http';
import type { ClientSettingsResponse, Preferences, PreferencesResponse } from '#contract/team-settings';
import { readClientSettings, readPreferences } from '../../src/team-settings/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';

describe('Settings', () => {
  let application: TestApplication;
  let admin: TestUser;
  let agent: TestUser;
  let stranger: TestUser;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
    agent = await application.createUser(admin, 'Ana');
    stranger = await application.createClient('other');
  });
  after(() => application.stop());

  const settings = async (who: TestUser) =>
    (await who.api.get<ClientSettingsResponse>('/settings').expect(200)).body.settings;
  const preferences = async (who: TestUser) =>
    (await who.api.get<PreferencesResponse>('/auth/me/preferences').expect(200)).body.preferences;

  describe('of a client', () => {
    const byDefault = {
      stages: ['Nuevo', 'Interesado', 'Cliente', 'Perdido'].map((name) => ({ id: name, name })),
      contactFields: [],
      readReceipts: true,
      timeZone: 'America/Mexico_City',
    };

    it('are as usual until an admin changes them, one by one, which the team is told of', async () => {
      assert.deepEqual(await settings(agent), byDefault);
      const socket = await application.socket(agent);
      await admin.api.patch('/settings', { readReceipts: false }).expect(200);
      assert.equal((await socket.event('settings:changed')).kind, 'client');
      const contactFields = [{ id: 'f1', name: 'Cumpleaños' }];
      const stages = [
        { id: 's1', name: 'Frío' },
        { id: 'Cliente', name: 'Ya cliente' },
      ];
      const { body } = await admin.api.patch('/settings', { stages, contactFields }).expect(200);
      const kept = { stages, contactFields, readReceipts: false };
      const changed = { ...kept, timeZone: byDefault.timeZone };
      assert.deepEqual(body, { settings: changed });
      assert.deepEqual(await settings(agent), changed);
      assert.deepEqual(await settings(stranger), byDefault);
      const { store } = application.application;
      assert.deepEqual(await store.read((database) => readClientSettings(database, 'acme')), kept);
    });

    it('have a time zone, by which the bot and the figures go at once', async () => {
      const socket = await application.socket(agent);
      const { timeZone, ...kept } = await settings(admin);
      assert.equal(timeZone, 'America/Mexico_City');
      await admin.api.patch('/settings', { timeZone: 'America/Nowhere' }).expect(400);
      const { body } = await admin.api.patch('/settings', { timeZone: 'America/Bogota' }).expect(200);
      assert.deepEqual(body, { settings: { ...kept, timeZone: 'America/Bogota' } });
      for (const told of ['client', 'bot']) await socket.event('settings:changed', ({ kind }) => kind === told);
      assert.equal((await admin.api.get<BotResponse>('/bot').expect(200)).body.bot.timeZone, 'America/Bogota');
      assert.equal((await settings(stranger)).timeZone, 'America/Mexico_City');
    });

    it('read stages that were stored as names, which stay what contacts refer to', async () => {
      const { store } = application.application;
      const old = JSON.stringify({ stages: ['Frío', 'Tibio'], contactFields: [], readReceipts: true });
      await store.write(async ({ database }) => {
        await database.insertInto('clientSettings').values({ clientCode: 'other', settings: old }).execute();
      });
      assert.deepEqual((await settings(stranger)).stages, [
        { id: 'Frío', name: 'Frío' },
        { id: 'Tibio', name: 'Tibio' },
      ]);
    });

    it('are changed by admins only', async () => {
      await application.anonymous.get('/settings').expect(401);
      await application.anonymous.patch('/settings', { readReceipts: true }).expect(401);
      await agent.api.patch('/settings', { readReceipts: true }).expect(403);
      await (await application.operator()).api.get('/settings').expect(403);
    });

    it('have stages and fields that can be told apart', async () => {
      const stages = ['Nuevo', 'NUEVO'].map((name, place) => ({ id: String(place), name }));
      const { body } = await admin.api.patch<Problem>('/settings', { stages }).expect(400);
      assert.deepEqual(body.errors, [{ path: 'stages', message: 'Each stage has a name of its own.' }]);
      const fields = [
        { id: 'a', name: 'Talla' },
        { id: 'a', name: 'Color' },
      ];
      await admin.api.patch('/settings', { contactFields: fields }).expect(400);
      await admin.api.patch('/settings', { unheardOf: true }).expect(400);
    });
  });

  describe('of a person', () => {
    const byDefault: Preferences = { language: null, theme: 'system', sound: true, notify: 'all', quietHours: null };

    it('are theirs alone, and stay with them on every device', async () => {
      assert.deepEqual(await preferences(agent), byDefault);
      const quietHours = { from: '22:00', to: '07:30', timeZone: 'America/Bogota' };
      await agent.api.patch('/auth/me/preferences', { theme: 'dark', quietHours }).expect(200);
      await agent.api.patch('/auth/me/preferences', { language: 'en' }).expect(200);
      const changed = { ...byDefault, theme: 'dark', quietHours, language: 'en' };
      assert.deepEqual(await preferences(await application.signIn(agent.email, agent.password)), changed);
      assert.deepEqual(await preferences(admin), byDefault);
      const { store } = application.application;
      assert.deepEqual(await store.read((database) => readPreferences(database, agent.user.id)), changed);
      await agent.api.patch('/auth/me/preferences', { quietHours: null }).expect(200);
      assert.equal((await preferences(agent)).quietHours, null);
    });

    it('are the operator’s too, and nobody’s without a sign-in', async () => {
      const operator = await application.operator();
      await operator.api.patch('/auth/me/preferences', { theme: 'light' }).expect(200);
      assert.equal((await preferences(operator)).theme, 'light');
      await application.anonymous.get('/auth/me/preferences').expect(401);
      await application.anonymous.patch('/auth/me/preferences', { theme: 'dark' }).expect(401);
    });

    it('are refused with the field that is wrong', async () => {
      const quietHours = { from: '25:00', to: '07:00', timeZone: 'America/Nowhere' };
      const { body } = await agent.api.patch<Problem>('/auth/me/preferences', { quietHours }).expect(400);
      assert.deepEqual(body.errors?.map(({ path }) => path).sort(), ['quietHours.from', 'quietHours.timeZone']);
    });
  });
});
