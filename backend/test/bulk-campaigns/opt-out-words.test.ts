import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OptOutPage, RecipientStatus } from '#contract/bulk-campaigns';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { hasOptedOut } from '../../src/campaign-recipients/index.ts';
import { recordMessage, type WhatsAppAddress } from '../../src/conversations/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { CampaignBench } from './campaign-bench.ts';

describe('A word that asks for no more, from somebody whom no message has reached', () => {
  let application: TestApplication;
  let admin: TestUser;
  let campaigns: CampaignBench;
  let store: Store;
  let made = 0;

  before(async () => {
    application = await startTestApplication();
    ({ store } = application.application);
    admin = await application.createClient('acme');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    campaigns = new CampaignBench(admin, body.session.id);
  });
  after(() => application.stop());

  const someone = (): string => `57300${String(1_000_000 + (made += 1))}`;

  const list = async () => (await admin.api.get<OptOutPage>('/opt-outs?limit=500').expect(200)).body.items;
  const listed = async (number: string) => (await list()).find(({ phoneNumber }) => phoneNumber === number);
  const conversationWith = (phoneNumber: string) =>
    store.read((database) =>
      database
        .selectFrom('contacts')
        .innerJoin('conversations', 'conversations.contactId', 'contacts.id')
        .select('contactId')
        .where('phoneNumber', '=', phoneNumber)
        .executeTakeFirstOrThrow(),
    );

  /** Whether it counts where this person writes it. */
  async function counts(address: WhatsAppAddress, text = 'Baja'): Promise<boolean> {
    const { sessionId } = campaigns;
    return store.write(async (writing) => {
      const message = await recordMessage(writing, {
        clientCode: 'acme',
        sessionId,
        address,
        name: 'Luz',
        whatsappId: `W-${String((made += 1))}`,
        fromMe: false,
        type: 'text',
        text,
        sentAt: writing.now,
      });
      const { contactId } = await writing.database
        .selectFrom('conversations')
        .select('contactId')
        .where('id', '=', message?.conversationId ?? '')
        .executeTakeFirstOrThrow();
      return hasOptedOut(writing.database, 'acme', { phoneNumber: address.phoneNumber ?? someone(), contactId });
    });
  }
  /** As a campaign leaves them: with nobody to write to, or before it could. */
  const settled = (campaignId: string, status: RecipientStatus) =>
    store.write(async ({ database }) => {
      await database.updateTable('bulkRecipients').set({ status }).where('campaignId', '=', campaignId).execute();
      await database
        .updateTable('bulkCampaigns')
        .set({ status: 'completed', pending: 0, [status]: 1 })
        .where('id', '=', campaignId)
        .execute();
    });

  it('counts where their message failed, because it may be tried again', async () => {
    for (const [status, isTried] of [
      ['failed', true],
      ['skipped', false],
    ] as const) {
      const phoneNumber = someone();
      const { campaign } = await campaigns.draft([phoneNumber]);
      await settled(campaign.id, status);
      assert.equal(await counts({ phoneNumber }), isTried, status);
    }
  });

  it('counts beside others of its kind, and nowhere else in a message', async () => {
    for (const [text, isOne] of [
      ['STOP. Salir!', true],
      ['baja\n\nbaja', true],
      ['No más', true],
      ['¿Cuándo dan de baja?', false],
      ['Stop, quiero comprar', false],
      ['...', false],
    ] as const) {
      const phoneNumber = someone();
      const { campaign } = await campaigns.draft([phoneNumber]);
      await settled(campaign.id, 'failed');
      assert.equal(await counts({ phoneNumber }, text), isOne, text);
    }
  });

  it('is taken back by their number, as the contact they are too, and may be said again', async () => {
    const phoneNumber = '5215512345678';
    const { campaign } = await campaigns.draft([phoneNumber]);
    await settled(campaign.id, 'failed');
    assert.equal(await counts({ phoneNumber }), true);
    assert.equal((await listed(phoneNumber))?.name, 'Luz');
    await admin.api.delete('/opt-outs/+52 55 1234 5678').expect(204);
    const { contactId } = await conversationWith(phoneNumber);
    const stillOut = () => store.read((database) => hasOptedOut(database, 'acme', { phoneNumber, contactId }));
    assert.equal(await stillOut(), false);
    assert.equal(await counts({ phoneNumber }), true);
  });

  it('is listed by name, and taken back, where WhatsApp shows no number', async () => {
    const id = await campaigns.started([someone()]);
    assert.equal(await counts({ lid: '100000000000077' }), true);
    await campaigns.control(id, 'cancel');
    const only = (await list()).filter(({ phoneNumber }) => phoneNumber === null);
    assert.deepEqual(
      only.map(({ name, word }) => [name, word]),
      [['Luz', 'BAJA']],
    );
    const path = `/opt-outs/contacts/${only[0]?.contactId ?? ''}`;
    await admin.api.delete(path).expect(204);
    await admin.api.delete(path).expect(404);
    assert.deepEqual(
      (await list()).filter(({ phoneNumber }) => phoneNumber === null),
      [],
    );
  });

  it('does not count where they are in a draft, or their campaign was cancelled', async () => {
    const [drafted, cancelled] = [someone(), someone()];
    await campaigns.draft([drafted]);
    assert.equal(await counts({ phoneNumber: drafted }), false);
    await campaigns.control(await campaigns.started([cancelled]), 'cancel');
    assert.equal(await counts({ phoneNumber: cancelled }), false);
  });

  it('counts from whoever shows no number while a campaign is under way, which may be to reach them', async () => {
    assert.equal(await counts({ lid: '160823232334721' }), false);
    const { campaign } = await campaigns.draft([someone()]);
    const at = new Date(Date.now() + 3_600_000).toISOString();
    await campaigns.control(campaign.id, 'start', { at });
    assert.equal(await counts({ lid: '160823232334722' }), true);
    await campaigns.control(campaign.id, 'cancel');
    assert.equal(await counts({ lid: '160823232334723' }), false);
  });
});
