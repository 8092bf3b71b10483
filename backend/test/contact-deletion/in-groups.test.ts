import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SendMessageResponse } from '#contract/messages';
import { within } from '../support/index.ts';
import { allMessages } from '../whatsapp/linked-line.ts';
import { ToldClient } from './told-client.ts';
import { tracesOf } from './traces.ts';

const club = { groupId: '120363000000000001' };
const juan = { phoneNumber: '573004445577' };

describe('Deleting the data of somebody who writes in groups', () => {
  let client: ToldClient;

  before(async () => {
    client = await ToldClient.start();
    await client.receive({ address: juan, name: 'Juan' });
  });
  after(() => client.stop());

  const inClub = (message: Partial<Parameters<ToldClient['receive']>[0]>) =>
    client.receive({ address: club, ...message });
  const shown = async (conversationId: string) => allMessages(client.admin, conversationId);

  it('sends no reaction to what they wrote any more that waits for its line', async () => {
    const luz = { phoneNumber: '573004445566' };
    const said = await inClub({ participant: luz, name: 'Luz', text: 'Vamos' });
    const reaction = { clientMessageId: 'reaction-001', type: 'reaction', replyTo: said.id, text: '👍' };
    const path = `/conversations/${said.conversationId}/messages`;
    await client.admin.api.post<SendMessageResponse>(path, reaction).expect(202);
    await client.delete(said.participantId ?? assert.fail());
    await within(client.untilDeleted(), 'the deletion');
    assert.deepEqual(await shown(said.conversationId), []);
    assert.deepEqual(tracesOf(client.application.dataDirectory, [luz.phoneNumber, 'Vamos']), []);
  });
});
