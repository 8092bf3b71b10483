import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Problem } from '#contract/http';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { CampaignBench, consent } from './campaign-bench.ts';

describe('a draft that is not as it has to be', () => {
  let application: TestApplication;
  let admin: TestUser;
  let campaigns: CampaignBench;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    campaigns = new CampaignBench(admin, body.session.id);
  });
  after(() => application.stop());

  const ana = { phoneNumber: '573001000001', variables: {} };
  const luz = { phoneNumber: '573001000002', variables: {} };
  const refusedToTake = async (id: string, recipient: object): Promise<[number, string]> => {
    const request = { recipients: [recipient], consent };
    const { status, body } = await admin.api.post<Problem>(`/bulk-campaigns/${id}/recipients`, request);
    return [status, body.type];
  };
  it('says that it names a variable that nobody has', async () => {
    const { campaign } = await campaigns.draft([ana], { message: { text: 'Hola {{nombr}}' } });
    const { body } = await admin.api.post<Problem>(`/bulk-campaigns/${campaign.id}/start`, {}).expect(409);
    assert.deepEqual([body.type, body.detail], ['unknown-variable', 'No recipient has a variable "nombr".']);
  });

  it('says that it is full, of people or of variables', async () => {
    const { campaign } = await campaigns.draft([ana]);
    const variables = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`v${String(index)}`, 'x']));
    assert.deepEqual(await refusedToTake(campaign.id, { ...luz, variables }), [413, 'too-many-variables']);
    await application.application.store.write(({ database }) =>
      database.updateTable('bulkCampaigns').set({ total: 100_000 }).where('id', '=', campaign.id).execute(),
    );
    assert.deepEqual(await refusedToTake(campaign.id, luz), [413, 'too-many-recipients']);
  });
});
