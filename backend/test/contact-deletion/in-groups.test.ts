import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { proto } from 'baileys';
import type { SendMessageResponse } from '#contract/messages';
import { findMessageWithFile } from '../../src/conversations/index.ts';
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

  it('leaves a picture of somebody else that answers them, whose file can still be fetched, without what it quotes', async () => {
    const luz = { phoneNumber: '573004445588' };
    const said = await inClub({ participant: luz, name: 'Lucrecia', text: 'quiénvamañana' });
    const quotedMessage = { conversation: 'quiénvamañana' };
    const contextInfo = { stanzaId: 'ID-x', participant: '573004445588@s.whatsapp.net', quotedMessage };
    const mediaKey = Buffer.alloc(32, 7);
    const picture = { imageMessage: { caption: 'Yo', mediaKey, directPath: '/v/t62', contextInfo } };
    const whatsappId = (
      await client.store.read((database) =>
        database.selectFrom('messages').select('whatsappId').where('id', '=', said.id).executeTakeFirstOrThrow(),
      )
    ).whatsappId;
    const answer = await inClub({
      participant: juan,
      type: 'image',
      text: 'Yo',
      content: proto.Message.encode(picture).finish(),
      answers: { whatsappId, quoted: { direction: 'in', author: 'contact', type: 'text', text: 'quiénvamañana' } },
      media: { mimeType: 'image/jpeg', bytes: 5 },
    });
    assert.equal(answer.replyTo, said.id);
    await client.delete(said.participantId ?? assert.fail());
    await within(client.untilDeleted(), 'the deletion');

    const left = await client.store.read((database) => findMessageWithFile(database, 'acme', answer.id));
    const { imageMessage } = proto.Message.decode(left?.content ?? assert.fail('It cannot be fetched any more.'));
    assert.deepEqual([imageMessage?.caption, imageMessage?.directPath], ['Yo', '/v/t62']);
    assert.ok(mediaKey.equals(imageMessage?.mediaKey ?? Buffer.alloc(0)));
    assert.deepEqual(tracesOf(client.application.dataDirectory, ['quiénvamañana', luz.phoneNumber]), []);
  });
});
