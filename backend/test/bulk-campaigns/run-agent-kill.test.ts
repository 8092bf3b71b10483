import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { CancelRunsResponse, ContactResponse } from '#contract/contacts';
import { secondOfDay } from '#contract/time-zones';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../../../lab/whatsapp-web/index.ts';
import '../../../lab/test/support/unref-long-timers.ts';
import { botWith, humanizerOf } from '../bot/bot-bodies.ts';
import { LinkedProcess, until } from '../whatsapp/linked-process.ts';

const KILLS = Number(process.env['KILLS'] ?? 3);
/** A guard against hanging, not a measurement. */
const LIMIT_MS = 180_000 + KILLS * 30_000;
/** Long enough to be killed in. */
const humanizer = humanizerOf(0, 3);

/** In which it is about noon now: at night nothing leaves. */
function zoneOfNoon(): string {
  const hour = Math.floor(secondOfDay('UTC', new Date()) / 3_600);
  const behind = hour - 12;
  return behind === 0 ? 'UTC' : `Etc/GMT${behind > 0 ? '+' : '-'}${String(Math.abs(behind))}`;
}

describe('kill -9 at random moments while the bot writes first', { timeout: LIMIT_MS }, () => {
  let lab: WhatsAppWebServer;
  let linked: LinkedProcess;
  let business: Phone;
  let ana: Phone;
  let berta: Phone;

  before(async () => {
    lab = await startWhatsAppWebServer();
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    ana = lab.createPhone({ phoneNumber: '573100001000', name: 'Ana' });
    berta = lab.createPhone({ phoneNumber: '573100001001', name: 'Berta' });
    linked = await LinkedProcess.start(lab, business, { timeZone: zoneOfNoon() });
    const opening = { text: 'Hola {{nombre}}' };
    await linked.admin.api.put('/bot', botWith([], { enabled: true, humanizer, opening })).expect(200);
  });
  after(async () => {
    await linked.product.stop();
    await lab.close();
  });

  /** She is next, behind Ana, and then she is not; resolves to how far the bot is with her. */
  async function takeBackFromBerta() {
    const { api } = linked.admin;
    const given = { phoneNumber: berta.phoneNumber, name: 'Berta' };
    const { id } = (await api.post<ContactResponse>('/contacts', given).expect(201)).body.contact;
    await api.post(`/contacts/${id}/run-agent`).expect(200);
    const { body } = await api.post<CancelRunsResponse>('/contacts/run-agent/cancel', { contactIds: [id] }).expect(200);
    assert.deepEqual(
      body.contacts.map((contact) => contact.id),
      [id],
    );
    await linked.killAndRun();
    return async () => (await api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body.contact.agentRun;
  }

  it('writes once, and never to whom it was taken back from', { timeout: LIMIT_MS }, async () => {
    const { api } = linked.admin;
    const given = { phoneNumber: ana.phoneNumber, name: 'Ana' };
    const { id } = (await api.post<ContactResponse>('/contacts', given).expect(201)).body.contact;
    const state = async () =>
      (await api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body.contact.agentRun?.state;
    await api.post(`/contacts/${id}/run-agent`).expect(200);
    const bertas = await takeBackFromBerta();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(500 + Math.random() * 2_500);
      await linked.killAndRun();
    }
    await until('the opening', async () => (await state()) === 'sent');
    await linked.killAndRun();
    await linked.untilOpen();
    await pause(2_000);
    assert.deepEqual(
      ana.chat(business.phoneNumber).map(({ text }) => text),
      ['Hola Ana'],
    );
    assert.equal(await bertas(), null);
    assert.deepEqual(berta.chat(business.phoneNumber), []);
    await ana.sendText(business.phoneNumber, 'Sí');
    await until('the answer', async () => (await state()) === 'answered');
  });
});
