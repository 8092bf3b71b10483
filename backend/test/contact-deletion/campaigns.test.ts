import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OptOutPage } from '#contract/bulk-campaigns';
import type { ContactDeletionList, ContactResponse, CreateContactRequest } from '#contract/contacts';
import { spreadsheetNumber } from '#contract/phone-number-rules';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { changeNumber } from '../../src/conversations/index.ts';
import { CampaignBench } from '../bulk-campaigns/campaign-bench.ts';
import { DrivenTime } from '../support/driven-time.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { tracesOf } from './traces.ts';

const SHOP = '573001112233';

describe('Campaigns and opt-outs of a contact whose data are deleted', () => {
  const time = new DrivenTime();
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let campaigns: CampaignBench;
  let luz: Phone;
  let juan: Phone;

  before(async () => {
    const environment = { HEARTBEAT_DELAY_MS: '3600000', HEARTBEAT_INTERVAL_MS: '3600000' };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, random: () => 0.5, environment });
    admin = await bench.application.createClient('acme');
    const shop = bench.lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luzmarina' });
    juan = bench.lab.createPhone({ phoneNumber: '573004445577', name: 'Juan' });
    campaigns = new CampaignBench(admin, await bench.link(admin, shop));
    socket = await bench.application.socket(admin);
  });
  after(() => bench.stop());

  const until = <T>(awaited: Promise<T>) => time.passUntil(awaited, 1_000, () => admin.api.get('/auth/me'));
  const add = async (body: CreateContactRequest) =>
    (await admin.api.post<ContactResponse>('/contacts', body).expect(201)).body.contact;
  const optOuts = async () => (await admin.api.get<OptOutPage>('/opt-outs').expect(200)).body.items;
  async function deleteContact(id: string, more = ''): Promise<void> {
    const { contact } = (await admin.api.get<ContactResponse>(`/contacts/${id}`).expect(200)).body;
    await admin.api.delete(`/contacts/${id}?version=${String(contact.version)}${more}`).expect(202);
    for (;;) {
      const { items } = (await admin.api.get<ContactDeletionList>('/contacts/deletions').expect(200)).body;
      if (items.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('keep what was counted, and say of nobody that it was them', async () => {
    const recipients = [
      { phoneNumber: luz.phoneNumber, name: 'Luzmarina', variables: { pedido: 'pedidounico' } },
      { phoneNumber: juan.phoneNumber, name: 'Juan', variables: { pedido: 'A2' } },
    ];
    const id = await campaigns.started(recipients, { message: { text: 'Hola {{nombre}}, {{pedido}}' } });
    await until(luz.untilLine(SHOP, ({ text }) => text === 'Hola Luzmarina, pedidounico'));
    await until(juan.untilLine(SHOP, ({ text }) => text === 'Hola Juan, A2'));
    await luz.sendText(SHOP, 'BAJA');
    await socket.event('settings:changed', ({ kind }) => kind === 'optOuts');
    await until(
      socket.event('bulk:progress', ({ campaign }) => campaign?.id === id && campaign.status === 'completed'),
    );
    const { contactId } = await conversationWith(admin, luz.phoneNumber);
    const before = await campaigns.read(id);

    await deleteContact(contactId);

    const { counts, answered, optedOut } = await campaigns.read(id);
    assert.partialDeepStrictEqual(before, { counts, answered: 1, optedOut: 1 });
    assert.deepEqual([answered, optedOut], [1, 1]);
    const [of] = await campaigns.recipients(id);
    assert.partialDeepStrictEqual(of, { phoneNumber: null, name: '', variables: {}, conversationId: null });
    const csv = (await admin.api.get<string>(`/bulk-campaigns/${id}/export.csv`).expect(200)).body;
    assert.ok(csv.includes('eliminado') && csv.includes(spreadsheetNumber(juan.phoneNumber)));
    const { dataDirectory } = bench.application;
    assert.deepEqual(tracesOf(dataDirectory, [luz.phoneNumber, 'Luzmarina', 'pedidounico']), []);
  });

  it('still leave out whoever had opted out, whose number is listed nowhere', async () => {
    assert.deepEqual(
      (await optOuts()).map(({ phoneNumber, contactId, name }) => ({ phoneNumber, contactId, name })),
      [{ phoneNumber: null, contactId: null, name: null }],
    );
    const { leftOut, added } = await campaigns.draft([luz.phoneNumber, juan.phoneNumber]);
    assert.deepEqual({ leftOut, added }, { leftOut: [{ index: 0, reason: 'opted_out' }], added: 1 });
  });

  it('pass over whoever still waited, and leave no trace of them in a draft', async () => {
    const eva = await add({ phoneNumber: '573004445588', name: 'Evangelina' });
    const { campaign } = await campaigns.draft([
      { phoneNumber: '573004445588', name: 'Evangelina', variables: { pedido: 'E1' } },
      { phoneNumber: juan.phoneNumber, variables: { pedido: 'J1' } },
    ]);
    const startAt = new Date(time.clock().getTime() + 3_600_000).toISOString();
    const scheduled = await campaigns.draft(['573004445588', juan.phoneNumber], { name: 'Otra' });
    await campaigns.control(scheduled.campaign.id, 'start', { at: startAt });

    await deleteContact(eva.id, '&leaveAlone=true');

    assert.partialDeepStrictEqual(await campaigns.read(campaign.id), { counts: { total: 1, pending: 1 } });
    assert.equal((await campaigns.recipients(campaign.id)).length, 1);
    assert.partialDeepStrictEqual(await campaigns.read(scheduled.campaign.id), {
      counts: { total: 2, pending: 1, skipped: 1 },
    });
    const [passed] = await campaigns.recipients(scheduled.campaign.id);
    assert.partialDeepStrictEqual(passed, { phoneNumber: null, status: 'skipped', reason: 'deleted' });
    assert.deepEqual(tracesOf(bench.application.dataDirectory, ['573004445588', 'Evangelina']), []);
  });

  it('leave whoever comes back alone under their next number too', async () => {
    await add({ name: 'Evangelina otra vez', phoneNumber: '573004445588' });
    const line = { clientCode: 'acme', sessionId: campaigns.sessionId };
    await bench.application.application.store.write((writing) =>
      changeNumber(writing, line, { phoneNumber: '573004445588' }, '573004445599'),
    );
    const { leftOut } = await campaigns.draft(['573004445599']);
    assert.deepEqual(leftOut, [{ index: 0, reason: 'opted_out' }]);
    await admin.api.delete('/opt-outs/573004445599').expect(204);
  });

  it('write to nobody who is to be left alone, until an admin takes that back by the number', async () => {
    const leftOut = async () => (await campaigns.draft(['573004445588'])).leftOut;
    assert.deepEqual(await leftOut(), [{ index: 0, reason: 'opted_out' }]);
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    campaigns = new CampaignBench(admin, campaigns.sessionId);
    assert.deepEqual(await leftOut(), [{ index: 0, reason: 'opted_out' }]);
    await admin.api.delete('/opt-outs/573004445588').expect(204);
    assert.deepEqual(await leftOut(), []);
    assert.equal((await optOuts()).length, 1);
  });
});
