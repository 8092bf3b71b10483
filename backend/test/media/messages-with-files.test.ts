import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Media, SendMessageResponse } from '#contract/messages';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { openConversation } from '../../src/conversations/index.ts';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { jpeg, text, wav, webp } from './made-files.ts';
import { open, upload } from './uploads.ts';

describe('A message with a file', () => {
  let application: TestApplication;
  let agent: TestUser;
  let stranger: TestUser;
  let path: string;
  let number = 0;

  before(async () => {
    application = await startTestApplication({ environment: { WHATSAPP_WEB_URL: 'ws://127.0.0.1:9' } });
    agent = await application.createClient('acme');
    stranger = await application.createClient('other');
    const line = { kind: 'whatsapp-web', name: 'Ventas' };
    const { body } = await agent.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201);
    const address = { phoneNumber: '573000000001' };
    const { id } = await application.application.store.write((writing) =>
      openConversation(writing, 'acme', address, body.session.id),
    );
    path = `/conversations/${id}/messages`;
  });
  after(() => application.stop());

  const send = (media: Media, body: object, status = 202) => {
    number += 1;
    const request = { clientMessageId: `with-file-${String(number)}`, mediaId: media.id, ...body };
    return agent.api
      .post<SendMessageResponse>(path, request)
      .expect(status)
      .then((answer) => answer.body.message);
  };

  it('shows the file to everybody at once', async () => {
    const socket = await application.socket(agent);
    const media = await upload(application, agent, { bytes: await jpeg(90, 60), type: 'image/jpeg', name: 'a.jpg' });
    const sent = await send(media, { type: 'image', text: 'Mira' });
    assert.partialDeepStrictEqual(sent, { type: 'image', text: 'Mira', status: 'queued', media });
    const { message } = await socket.event('message:new', (event) => event.message.id === sent.id);
    assert.deepEqual(message.media, media);
    assert.equal((await open(application, agent, media.url)).status, 200);
  });

  it('takes a file that is not what it was to be as a document', async () => {
    const cases: [Media, string, string][] = [
      [await upload(application, agent, { bytes: text('no picture'), type: 'image/png' }), 'image', 'document'],
      [await upload(application, agent, { bytes: await jpeg(20, 20), type: 'image/jpeg' }), 'sticker', 'document'],
      [await upload(application, agent, { bytes: await jpeg(20, 20), type: 'image/jpeg' }), 'document', 'document'],
      [await upload(application, agent, { bytes: wav(1), type: 'audio/wav' }), 'audio', 'document'],
      [await upload(application, agent, { bytes: await webp(20, 20), type: 'image/webp' }), 'sticker', 'sticker'],
    ];
    for (const [media, asked, type] of cases) assert.equal((await send(media, { type: asked })).type, type, asked);
  });

  it('sends sound that WhatsApp does not play as a document, and serves it as what it is', async () => {
    const vorbis = text(`OggS${'\0'.repeat(24)}\x01vorbis`.padEnd(200, '\0'));
    const media = await upload(application, agent, { bytes: vorbis, type: 'audio/ogg', name: 'tema.ogg' });
    assert.equal((await send(media, { type: 'audio' })).type, 'document');
    assert.equal((await open(application, agent, media.url)).headers.get('content-type'), 'audio/ogg');
  });

  it('needs a file of its own client that no other message has', async () => {
    const media = await upload(application, agent, { bytes: text('once'), type: 'text/plain' });
    await send(media, { type: 'document' });
    await send(media, { type: 'document' }, 400);
    const foreign = await upload(application, stranger, { bytes: text('theirs'), type: 'text/plain' });
    await send(foreign, { type: 'document' }, 400);
  });
});
