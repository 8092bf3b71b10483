import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Message } from '#contract/messages';
import type { Group, Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

describe('The blue ticks on the phone of a contact', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;
  let juan: Phone;
  let group: Group;

  before(async () => {
    bench = await WhatsAppBench.start();
    const { lab } = bench;
    admin = await bench.application.createClient('acme');
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    juan = lab.createPhone({ phoneNumber: '573004445577', name: 'Juan' });
    group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business, juan] });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });
  after(() => bench.stop());

  const arrived = async (text: string): Promise<Message> =>
    (await socket.event('message:new', ({ message }) => message.text === text)).message;
  const write = async (text: string, addressing: 'pn' | 'lid' = 'pn') => {
    await luz.sendText(business.phoneNumber, text, { addressing });
    return arrived(text);
  };
  const open = ({ conversationId }: Message) =>
    admin.api.patch(`/conversations/${conversationId}`, { unread: 0 }).expect(200);
  const statusOf = (text: string) => luz.chat(business.phoneNumber).find((line) => line.text === text)?.status;
  const isRead = (text: string) =>
    luz.untilLine(business.phoneNumber, (line) => line.text === text && line.status === 'read');
  const letContactsKnow = (readReceipts: boolean) => admin.api.patch('/settings', { readReceipts }).expect(200);
  const owed = () =>
    bench.application.application.store.read((database) => database.selectFrom('readReceipts').selectAll().execute());

  it('come when somebody of the team opens the conversation, for all that was unread', async () => {
    await write('uno');
    await write('dos', 'lid');
    const last = await write('tres');
    assert.deepEqual(['uno', 'dos', 'tres'].map(statusOf), ['delivered', 'delivered', 'delivered']);
    await open(last);
    await Promise.all(['uno', 'dos', 'tres'].map((text) => isRead(text)));
    assert.ok(business.chat(luz.phoneNumber).every(({ status }) => status === 'read'));
  });

  it('come when somebody answers without opening it', async () => {
    const { conversationId } = await write('cuatro');
    const body = { clientMessageId: 'blue-ticks-1', type: 'text', text: 'Sí' };
    await admin.api.post(`/conversations/${conversationId}/messages`, body).expect(202);
    await isRead('cuatro');
  });

  it('come in groups, to each who wrote', async () => {
    const authors = [luz, juan, luz];
    for (const [place, author] of authors.entries()) await author.sendToGroup(group, `en grupo ${String(place)}`);
    const last = await arrived('en grupo 2');
    for (const phone of [luz, juan]) await phone.markGroupRead(group);
    await open(last);
    for (const phone of [luz, juan]) {
      await phone.untilGroupLine(group, (line) => line.text === 'en grupo 1' && line.status === 'read');
      await phone.untilGroupLine(group, (line) => line.text === 'en grupo 2' && line.status === 'read');
    }
  });

  it('never come while the client does not let its contacts know, also not later', async () => {
    await letContactsKnow(false);
    await open(await write('en secreto'));
    await letContactsKnow(true);
    await open(await write('a la vista'));
    await isRead('a la vista');
    assert.equal(statusOf('en secreto'), 'delivered');
  });

  it('come once the line is back, for what was read while it was away', async () => {
    const message = await write('sin línea');
    business.refuseLogin = 503;
    business.closeCompanions();
    await socket.event('whatsapp:disconnected', () => true);
    await open(message);
    assert.equal(statusOf('sin línea'), 'delivered');
    await bench.restart();
    business.refuseLogin = undefined;
    await isRead('sin línea');
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
  });

  it('do not come where the client has decided against them before the line was back', async () => {
    const message = await write('leído a tiempo');
    business.refuseLogin = 503;
    business.closeCompanions();
    await socket.event('whatsapp:disconnected', () => true);
    await open(message);
    await letContactsKnow(false);
    business.refuseLogin = undefined;
    await luz.sendText(business.phoneNumber, 'de vuelta');
    await open(await arrived('de vuelta'));
    assert.deepEqual(['leído a tiempo', 'de vuelta'].map(statusOf), ['delivered', 'delivered']);
    await letContactsKnow(true);
    await open(await write('otra vez'));
    await isRead('otra vez');
    assert.deepEqual(['leído a tiempo', 'de vuelta'].map(statusOf), ['delivered', 'delivered']);
  });

  it('are told once: nothing is noted down any more', async () => {
    await open(await write('por último'));
    await isRead('por último');
    // WhatsApp's answer comes after the ticks: what comes behind it shows that it was heard.
    await write('y nada más');
    assert.equal((await conversationWith(admin, luz.phoneNumber)).unread, 1);
    assert.deepEqual(await owed(), []);
  });
});
