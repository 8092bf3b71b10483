import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestSocket, TestUser } from '../support/index.ts';
import { CloudBench, SHOP } from '../whatsapp/cloud-bench.ts';
import { allMessages, conversationWith } from '../whatsapp/linked-line.ts';
import { botWith, humanizerOf, ruleSaying } from './bot-bodies.ts';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
/** It reads for two seconds and types for three. */
const humanizer = humanizerOf(2, 3);

describe("The bot over Meta's Cloud API", () => {
  let bench: CloudBench;
  let admin: TestUser;
  let socket: TestSocket;

  before(async () => {
    bench = await CloudBench.start();
    admin = await bench.application.createClient('acme');
    socket = await bench.application.socket(admin);
    await bench.open(admin);
    const limits = { cooldownSeconds: 0, repliesPerDay: 50, quietMinutes: 0, oldestMinutes: 1_440 };
    await admin.api
      .put('/bot', botWith([ruleSaying('Ya te atiendo')], { enabled: true, humanizer, limits }))
      .expect(200);
  });
  after(() => bench.stop());

  const settled = () => admin.api.get('/auth/me').expect(200);
  const pass = async (milliseconds: number) => {
    await settled();
    bench.time.pass(milliseconds);
    await settled();
  };
  const authors = async (phoneNumber: string) =>
    (await allMessages(admin, (await conversationWith(admin, phoneNumber)).id)).map(({ author }) => author);

  it('shows that it types, and answers', async () => {
    const { luz } = bench;
    await luz.sendText(SHOP, 'Hola');
    await socket.event('message:new', ({ message }) => message.text === 'Hola');
    await pass(2 * SECOND);
    await socket.event('typing:start', ({ by }) => by === 'bot');
    const shown = luz.untilLine(SHOP, ({ text }) => text === 'Ya te atiendo');
    await bench.time.passUntil(shown, SECOND, settled);
    assert.deepEqual(await authors(luz.phoneNumber), ['contact', 'bot']);
  });

  it('says nothing once the contact may no longer be written to freely', async () => {
    const eva = bench.graph.createPerson({ phoneNumber: '573004445577', name: 'Eva' });
    const limits = { cooldownSeconds: 0, repliesPerDay: 50, quietMinutes: 0, oldestMinutes: 1_440 };
    const slow = { ...humanizer, readingSeconds: { from: 60, to: 60 } };
    await admin.api.put('/bot', botWith([ruleSaying('Tarde')], { enabled: true, humanizer: slow, limits })).expect(200);
    await eva.sendText(SHOP, 'Buenas');
    await socket.event('message:new', ({ message }) => message.text === 'Buenas');
    await pass(DAY + SECOND);
    await pass(60 * SECOND);
    assert.deepEqual(await authors(eva.phoneNumber), ['contact']);
  });
});
