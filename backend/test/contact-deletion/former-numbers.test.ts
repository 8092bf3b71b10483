import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OptOutPage } from '#contract/bulk-campaigns';
import { changeNumber, findContact, mergeContacts } from '../../src/conversations/index.ts';
import { CampaignBench } from '../bulk-campaigns/campaign-bench.ts';
import { within } from '../support/index.ts';
import { ToldClient } from './told-client.ts';
import { tracesOf } from './traces.ts';

const first = '573004445501';
const second = '573004445502';
const spare = '573004445503';
const handedOn = '573004445504';

describe('Deleting the data of somebody who has had several numbers', () => {
  let client: ToldClient;
  let campaigns: CampaignBench;

  before(async () => {
    client = await ToldClient.start();
    campaigns = new CampaignBench(client.admin, client.sessionId);
  });
  after(() => client.stop());

  const change = (from: string, to: string) =>
    client.store.write((writing) =>
      changeNumber(writing, { clientCode: 'acme', sessionId: client.sessionId }, { phoneNumber: from }, to),
    );
  const merge = (from: string, into: string, phoneNumber: string) =>
    client.store.write(async (writing) => {
      const find = async (id: string) => (await findContact(writing.database, 'acme', id)) ?? assert.fail();
      await mergeContacts(writing, await find(from), await find(into), { phoneNumber });
    });
  const consentsOf = async (numbers: readonly string[]) => {
    const rows = await client.store.read((database) =>
      database.selectFrom('consents').select('numberKey').where('numberKey', 'in', numbers).execute(),
    );
    return rows.map(({ numberKey }) => numberKey);
  };
  const numbersIn = async (campaignId: string) =>
    (await campaigns.recipients(campaignId)).map(({ phoneNumber }) => phoneNumber);

  it('leaves none of them, in no campaign, consent or opt-out; but those that somebody else has now', async () => {
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    const { campaign } = await campaigns.draft([first, spare, handedOn, '573004445599']);
    await campaigns.control(campaign.id, 'start', { at: startAt });
    await client.admin.api.post('/opt-outs', { phoneNumber: `+${first}` }).expect(201);
    const { contactId } = await client.receive({ address: { phoneNumber: handedOn }, name: 'Luzmarina' });
    await change(handedOn, first);
    await change(first, second);
    await client.receive({ address: { phoneNumber: handedOn }, name: 'Otra persona' });
    await merge(
      (await client.receive({ address: { phoneNumber: spare }, name: 'Luzmarina' })).contactId,
      contactId,
      second,
    );
    assert.equal((await consentsOf([first, spare, handedOn])).length, 3);

    const { body } = await client.admin.api
      .get<{ figures: { campaigns: number } }>(`/contacts/${contactId}/figures`)
      .expect(200);
    assert.equal(body.figures.campaigns, 2);
    await client.delete(contactId);
    await within(client.untilDeleted(), 'the deletion');

    assert.deepEqual(tracesOf(client.application.dataDirectory, [first, second, spare, 'Luzmarina']), []);
    assert.deepEqual(await consentsOf([first, second, spare, handedOn]), [handedOn]);
    assert.deepEqual(await numbersIn(campaign.id), [null, null, handedOn, '573004445599']);
    const { leftOut } = await campaigns.draft([first, second, spare, handedOn]);
    assert.deepEqual(
      leftOut.map(({ index }) => index),
      [0, 1, 2],
    );
  });

  it('leaves whoever is in their notes, however they are noted there', async () => {
    const [boss, wife] = ['573004445511', '573004445512'];
    await campaigns.draft([boss, wife]);
    await client.admin.api.post('/opt-outs', { phoneNumber: `+${boss}` }).expect(201);
    const { contactId } = await client.receive({ address: { phoneNumber: '573004445513' }, name: 'Paz' });
    const { version } = await client.contact('Paz');
    const notes = `Su jefe:\n+${boss}\nOtro número: +${wife}\nDe acuerdo con Ana:\n+1`;
    await client.admin.api.patch(`/contacts/${contactId}`, { notes, version }).expect(200);
    await client.delete(contactId);
    await within(client.untilDeleted(), 'the deletion');
    assert.deepEqual((await consentsOf([boss, wife])).sort(), [boss, wife]);
    const { items } = (await client.admin.api.get<OptOutPage>('/opt-outs').expect(200)).body;
    assert.ok(items.some(({ phoneNumber }) => phoneNumber === boss));
  });

  it('leaves no number of a contact that became part of them, nor of one that became part of that one', async () => {
    const [oldest, older, present] = ['573004445521', '573004445522', '573004445523'];
    await campaigns.draft([oldest, older]);
    const contacts = new Map<string, string>();
    for (const phoneNumber of [oldest, older, present])
      contacts.set(phoneNumber, (await client.receive({ address: { phoneNumber }, name: 'Solimar' })).contactId);
    const idOf = (phoneNumber: string) => contacts.get(phoneNumber) ?? assert.fail();
    await merge(idOf(oldest), idOf(older), older);
    await merge(idOf(older), idOf(present), present);
    await client.delete(idOf(present));
    await within(client.untilDeleted(), 'the deletion');
    assert.deepEqual(await consentsOf([oldest, older]), []);
    assert.deepEqual(tracesOf(client.application.dataDirectory, [oldest, older, present, 'Solimar']), []);
  });

  it('leaves none that WhatsApp has told another one instead of, where no conversation says so', async () => {
    const [first, second, third] = ['573004445531', '573004445532', '573004445533'];
    const lid = '100000000000079';
    await campaigns.draft([first, second]);
    const { contactId } = await client.receive({ address: { lid, phoneNumber: first }, name: 'Gala' });
    await client.receive({ address: { lid, phoneNumber: second } });
    const elsewhere = { clientCode: 'acme', sessionId: 'a line that she has not written to' };
    await client.store.write((writing) => changeNumber(writing, elsewhere, { phoneNumber: second }, third));
    assert.equal((await consentsOf([first, second])).length, 2);
    await client.delete(contactId);
    await within(client.untilDeleted(), 'the deletion');
    assert.deepEqual(await consentsOf([first, second]), []);
    assert.deepEqual(tracesOf(client.application.dataDirectory, [first, second, third, 'Gala']), []);
  });

  it('finds the consent of whoever shows no number any more by what campaigns wrote to', async () => {
    const lid = '100000000000077';
    const number = '573004445505';
    const { campaign } = await campaigns.draft([number]);
    const { contactId } = await client.receive({ address: { phoneNumber: number, lid }, name: 'Eva' });
    await client.store.write(({ database }) =>
      database.updateTable('bulkRecipients').set({ contactId }).where('campaignId', '=', campaign.id).execute(),
    );
    // The number is told of another LID, and later of nobody.
    const other = await client.receive({ address: { phoneNumber: number, lid: '100000000000078' }, name: 'Otra' });
    await change(number, '573004445506');
    const row = await client.store.read((database) => findContact(database, 'acme', contactId));
    assert.equal(row?.phoneNumber, null);
    await client.delete(contactId);
    await within(client.untilDeleted(), 'the deletion');
    assert.deepEqual(await consentsOf([number]), []);
    assert.ok(await client.store.read((database) => findContact(database, 'acme', other.contactId)));
  });
});
