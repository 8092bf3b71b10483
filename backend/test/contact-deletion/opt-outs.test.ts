import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OptOutPage } from '#contract/bulk-campaigns';
import { hasOptedOut } from '../../src/campaign-recipients/index.ts';
import type { WhatsAppAddress } from '../../src/conversations/index.ts';
import { CampaignBench } from '../bulk-campaigns/campaign-bench.ts';
import { ToldClient } from './told-client.ts';
import { tracesOf } from './traces.ts';

describe('What people want whose data were deleted', () => {
  let client: ToldClient;
  let campaigns: CampaignBench;

  before(async () => {
    client = await ToldClient.start();
    campaigns = new CampaignBench(client.admin, client.sessionId);
  });
  after(() => client.stop());

  const listed = async () =>
    (await client.admin.api.get<OptOutPage>('/opt-outs').expect(200)).body.items.map(({ phoneNumber, name }) => ({
      phoneNumber,
      name,
    }));
  const nobody = { phoneNumber: null, name: null };
  const leftOut = async (phoneNumber: string) =>
    (await campaigns.draft([phoneNumber])).leftOut.map(({ reason }) => reason);
  const isOut = (phoneNumber: string, contactId: string | null) =>
    client.store.read((database) => hasOptedOut(database, 'acme', { phoneNumber, contactId }));
  async function deleted(address: WhatsAppAddress, name: string, leaveAlone = true): Promise<void> {
    const { contactId } = await client.receive({ address, name });
    await client.delete(contactId, leaveAlone);
    await client.untilDeleted();
  }
  async function takenBack(path: string): Promise<void> {
    await client.admin.api.delete(`/opt-outs/${path}`).expect(204);
    assert.deepEqual(await listed(), []);
  }

  it('holds for whoever shows no number when they are seen again, and once their number is known', async () => {
    const lid = '100000000000077';
    await deleted({ lid }, 'Luz');
    assert.deepEqual(await listed(), [nobody]);
    assert.deepEqual(tracesOf(client.application.dataDirectory, [lid]), []);

    const { contactId } = await client.receive({ address: { lid }, name: 'Luz otra vez' });
    assert.deepEqual(await listed(), [{ phoneNumber: null, name: 'Luz otra vez' }, nobody]);
    await client.receive({ address: { lid, phoneNumber: '573004445501' } });
    assert.deepEqual(await leftOut('573004445501'), ['opted_out']);
    assert.equal(await isOut('573004445501', contactId), true);
    assert.deepEqual(await listed(), [{ phoneNumber: '573004445501', name: 'Luz otra vez' }, nobody]);

    await takenBack('573004445501');
    assert.deepEqual(await leftOut('573004445501'), []);
    assert.equal(await isOut('573004445501', contactId), false);
  });

  it('is taken back as the contact they are again, where no number was ever known', async () => {
    const lid = '100000000000078';
    await deleted({ lid }, 'Ana');
    const { contactId } = await client.receive({ address: { lid }, name: 'Ana' });
    await takenBack(`contacts/${contactId}`);
    assert.equal(await isOut('573004445599', contactId), false);
  });

  it('holds for whoever Meta knows by an id only', async () => {
    const businessUser = { sessionId: client.sessionId, userId: 'US.13491208655302741918' };
    await deleted({ businessUser }, 'Eva');
    assert.deepEqual(await listed(), [nobody]);
    await client.receive({ address: { businessUser, phoneNumber: '573004445502' }, name: 'Eva' });
    assert.deepEqual(await leftOut('573004445502'), ['opted_out']);
    await takenBack('573004445502');
    assert.deepEqual(await leftOut('573004445502'), []);
  });

  it('holds on without their asking again, where they had opted out while they showed no number', async () => {
    const lid = '100000000000079';
    const id = await campaigns.started(['573004445503']);
    await client.receive({ address: { lid }, name: 'Sol', text: 'BAJA' });
    await campaigns.control(id, 'cancel');
    assert.deepEqual(await listed(), [{ phoneNumber: null, name: 'Sol' }]);
    await deleted({ lid }, 'Sol', false);
    assert.deepEqual(await listed(), [nobody]);
    await client.receive({ address: { lid, phoneNumber: '573004445504' }, name: 'Sol' });
    assert.deepEqual(await leftOut('573004445504'), ['opted_out']);
    await takenBack('573004445504');
  });

  it('holds at the client alone that has deleted them, and is taken back there alone', async () => {
    const [lid, phoneNumber] = ['100000000000081', '573004445508'];
    const other = await ToldClient.start('beta', { application: client.application });
    const { contactId } = await other.receive({ address: { lid, phoneNumber }, name: 'Mar' });
    const isOutThere = () => client.store.read((database) => hasOptedOut(database, 'beta', { phoneNumber, contactId }));
    await deleted({ lid, phoneNumber }, 'Mar');
    assert.deepEqual(await leftOut(phoneNumber), ['opted_out']);
    assert.equal(await isOutThere(), false);

    await other.admin.api.post('/opt-outs', { phoneNumber: `+${phoneNumber}` }).expect(201);
    await takenBack(phoneNumber);
    assert.equal(await isOutThere(), true);
    await deleted({ lid, phoneNumber }, 'Mar', false);
    assert.equal(await isOutThere(), true);
    assert.deepEqual(await listed(), []);
  });

  it('is one wish, listed once and taken back by any of their addresses, also when they were deleted twice', async () => {
    const lid = '100000000000080';
    await deleted({ lid, phoneNumber: '573004445505' }, 'Paz');
    assert.deepEqual(await listed(), [nobody]);
    await deleted({ lid, phoneNumber: '573004445506' }, 'Paz', false);
    assert.deepEqual(await listed(), [nobody]);
    await client.receive({ address: { lid, phoneNumber: '573004445507' }, name: 'Paz' });
    for (const number of ['573004445505', '573004445506', '573004445507'])
      assert.deepEqual(await leftOut(number), ['opted_out']);
    await takenBack('573004445505');
    for (const number of ['573004445505', '573004445506', '573004445507']) assert.deepEqual(await leftOut(number), []);
  });
});
