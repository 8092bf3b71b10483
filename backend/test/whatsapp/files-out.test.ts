import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Message, MessageStatus, SendMessageResponse } from '#contract/messages';
import type { Group, Phone } from '../../../lab/whatsapp-web/index.ts';
import { jpeg, text, webp } from '../media/made-files.ts';
import { upload, type Upload } from '../media/uploads.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { conversationWith, WhatsAppBench } from './linked-line.ts';

describe('Files that a team sends', () => {
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;
  let group: Group;
  let chat: string;
  let groupChat: string;
  let number = 0;

  before(async () => {
    bench = await WhatsAppBench.start({ ackTimeout: 300 });
    const { lab } = bench;
    admin = await bench.application.createClient('acme');
    business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business] });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
    await luz.sendText(business.phoneNumber, 'Hola');
    await luz.sendToGroup(group, 'Hola a todos');
    groupChat = (await socket.event('message:new', ({ message }) => message.text === 'Hola a todos')).message
      .conversationId;
    chat = (await conversationWith(admin, luz.phoneNumber)).id;
  });
  after(() => bench.stop());

  const send = async (file: Upload, body: object, conversationId = chat): Promise<Message> => {
    const { id: mediaId } = await upload(bench.application, admin, file);
    number += 1;
    const request = { clientMessageId: `file-out-${String(number)}`, mediaId, ...body };
    const path = `/conversations/${conversationId}/messages`;
    return (await admin.api.post<SendMessageResponse>(path, request).expect(202)).body.message;
  };
  const becomes = ({ id }: Message, status: MessageStatus) =>
    socket.event('message:status', (event) => event.messageId === id && event.status === status);
  const photo = async (): Promise<Upload> => ({ bytes: await jpeg(400, 300), type: 'image/jpeg', name: 'foto.jpg' });
  const uploadsAtWhatsApp = () => {
    const taken: string[] = [];
    bench.lab.faults.refuseUploads = (path) => {
      taken.push(path);
      return false;
    };
    return taken;
  };

  it('reach the phone as they were: pictures, sound, documents and stickers, with what is written beside', async () => {
    const files: [Upload, object, object][] = [
      [
        await photo(),
        { type: 'image', text: 'Mira' },
        { kind: 'image', mimeType: 'image/jpeg', caption: 'Mira', width: 400, height: 300 },
      ],
      [{ bytes: await webp(512, 512), type: 'image/webp' }, { type: 'sticker' }, { kind: 'sticker' }],
      [
        { bytes: text('%PDF-1.4 lista'), type: 'application/pdf', name: 'lista de precios.pdf' },
        { type: 'document', text: 'Precios' },
        { kind: 'document', mimeType: 'application/pdf', fileName: 'lista de precios.pdf', caption: 'Precios' },
      ],
    ];
    for (const [file, body, { caption, ...shown }] of files as [Upload, object, { caption?: string }][]) {
      const sent = await send(file, body);
      const line = await luz.untilLine(business.phoneNumber, ({ file: its, fromMe }) => {
        return !fromMe && its?.kind === sent.type;
      });
      assert.partialDeepStrictEqual(line.file, {
        ...shown,
        bytes: file.bytes instanceof Uint8Array && file.bytes.length,
      });
      if (caption !== undefined) assert.equal(line.text, caption);
      assert.deepEqual(await luz.openFile(business.phoneNumber, line.id), Buffer.from(file.bytes as Uint8Array));
      await becomes(sent, 'delivered');
    }
  });

  it('reach groups', async () => {
    const sent = await send(await photo(), { type: 'image', text: 'Para todos' }, groupChat);
    const line = await luz.untilGroupLine(group, ({ text: said }) => said === 'Para todos');
    assert.equal(line.file?.kind, 'image');
    assert.ok((await luz.openFile(group, line.id)).length > 0);
    await becomes(sent, 'sent');
  });

  it('answer a message, and a later answer to them quotes what they are', async () => {
    const { message } = await socket.event('message:new', (event) => event.message.text === 'Hola');
    const sent = await send(await photo(), { type: 'image', text: 'Esta es', replyTo: message.id });
    const line = await luz.untilLine(business.phoneNumber, ({ text: said }) => said === 'Esta es');
    assert.equal(line.answers?.text, 'Hola');
    await luz.reply(business.phoneNumber, line.id, 'Qué linda');
    const answer = await socket.event('message:new', (event) => event.message.text === 'Qué linda');
    assert.partialDeepStrictEqual(answer.message.quoted, { id: sent.id, type: 'image', text: 'Esta es' });
  });

  it('keep their place between texts, however long they take', async () => {
    bench.lab.faults.refuseUploads = 2;
    const sent = await send(await photo(), { type: 'image', text: 'Primero la foto' });
    const path = `/conversations/${chat}/messages`;
    const after = { clientMessageId: 'after-the-photo', type: 'text', text: 'Después el texto' };
    await admin.api.post<SendMessageResponse>(path, after).expect(202);
    await luz.untilLine(business.phoneNumber, ({ text: said }) => said === 'Después el texto');
    const said = luz.chat(business.phoneNumber).map(({ text: line }) => line);
    assert.ok(said.indexOf('Primero la foto') < said.indexOf('Después el texto'));
    await becomes(sent, 'delivered');
  });

  it('are uploaded once, however often their message has to be sent', async () => {
    const taken = uploadsAtWhatsApp();
    bench.lab.faults.dropSends = 2;
    const sent = await send(await photo(), { type: 'image', text: 'Una sola vez' });
    await becomes(sent, 'delivered');
    assert.equal(new Set(taken).size, 1);
    assert.equal(luz.chat(business.phoneNumber).filter(({ text: said }) => said === 'Una sola vez').length, 1);
    bench.lab.faults.refuseUploads = 0;
  });

  it('are written once where bringing them takes longer than WhatsApp has to answer', async () => {
    bench.lab.faults.uploadDelay = 1_500;
    const sent = await send(await photo(), { type: 'image', text: 'Con calma' });
    await becomes(sent, 'delivered');
    bench.lab.faults.uploadDelay = 0;
    const line = await luz.untilLine(business.phoneNumber, ({ text: said }) => said === 'Con calma');
    assert.equal(luz.framesReceived(line.id), 1);
  });

  it('are opened by a phone that has to ask for the message again', async () => {
    luz.loseSessions();
    const sent = await send(await photo(), { type: 'image', text: 'Otra vez' });
    await becomes(sent, 'delivered');
    const line = await luz.untilLine(business.phoneNumber, ({ text: said }) => said === 'Otra vez');
    assert.ok((await luz.openFile(business.phoneNumber, line.id)).length > 0);
  });

  it('say why where the file is no longer there, and hold up nobody', async () => {
    bench.lab.faults.refuseUploads = 4;
    const sent = await send(await photo(), { type: 'image', text: 'Perdida' });
    const place = join(bench.application.dataDirectory, 'media');
    for (const name of await readdir(place, { recursive: true })) {
      if (name.endsWith(sent.media?.id ?? 'none')) await rm(join(place, name));
    }
    const next = { clientMessageId: 'behind-the-lost-file', type: 'text', text: 'Sigo aquí' };
    await admin.api.post(`/conversations/${chat}/messages`, next).expect(202);
    const { error } = await becomes(sent, 'failed');
    assert.equal(error?.code, 'file_missing');
    await luz.untilLine(business.phoneNumber, ({ text: said }) => said === 'Sigo aquí');
  });
});
