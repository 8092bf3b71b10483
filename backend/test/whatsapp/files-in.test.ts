import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { proto } from 'baileys';
import type { Media, Message } from '#contract/messages';
import type { NewFile, Phone } from '../../../lab/whatsapp-web/index.ts';
import { jpeg, text, webp } from '../media/made-files.ts';
import { bytesOf, open } from '../media/uploads.ts';
import { DrivenTime, insideHosts, watchConnections, type TestSocket, type TestUser } from '../support/index.ts';
import { allMessages, WhatsAppBench } from './linked-line.ts';

/** Longer than the first pauses between tries. */
const A_WHILE_MS = 30_000;

describe('Files that people send', () => {
  let time: DrivenTime;
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let business: Phone;
  let luz: Phone;

  before(async () => {
    time = new DrivenTime();
    // Time that is driven past a ping would end the connection.
    const environment = { HEARTBEAT_DELAY_MS: '3600000' };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, environment });
    admin = await bench.application.createClient('acme');
    business = bench.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    luz = bench.lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
    await bench.link(admin, business);
    socket = await bench.application.socket(admin);
  });
  after(() => bench.stop());

  const caption = () => `Foto ${randomBytes(4).toString('hex')}`;
  const announced = async (fits: (message: Message) => boolean) =>
    (await socket.event('message:new', ({ message }) => message.media !== undefined && fits(message))).message;
  const becomes = async ({ id }: Message, state: Media['state'], nth = 1): Promise<Media> => {
    const fits = () => {
      const told = socket.dataOf('message:updated').filter(({ message }) => message.id === id);
      return told.filter(({ message }) => message.media?.state === state)[nth - 1]?.message.media;
    };
    await socket.event('message:updated', () => fits() !== undefined);
    return fits() ?? assert.fail();
  };
  const picture = async (more: Partial<NewFile> = {}): Promise<NewFile> => ({
    kind: 'image',
    bytes: Buffer.from(await jpeg(400, 300)),
    mimeType: 'image/jpeg',
    caption: caption(),
    ...more,
  });
  const send = async (file: NewFile): Promise<Message> => {
    await luz.sendFile(business.phoneNumber, file);
    return announced((message) => message.text === file.caption);
  };
  const contentOf = async ({ id }: Message): Promise<proto.IMessage> => {
    const row = await bench.application.application.store.read((database) =>
      database.selectFrom('messages').select('content').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    return proto.Message.decode(row.content ?? assert.fail());
  };
  /** The try of this number has failed: the next one is due later. */
  const failed = ({ media }: Message, attempt: number) =>
    bench.application.log.until(`"mediaId":"${media?.id ?? ''}","attempt":${String(attempt)}`);

  /** Lets time pass until this has come about. */
  const meanwhile = <T>(awaited: Promise<T>): Promise<T> =>
    time.passUntil(awaited, A_WHILE_MS, () => bench.application.anonymous.get('/config').expect(200));

  it('arrive: pictures, videos, recordings, documents and stickers, and open as they were sent', async () => {
    const photo = Buffer.from(await jpeg(400, 300));
    const files: [NewFile, Partial<Message>, Partial<Media>][] = [
      [
        { kind: 'image', bytes: photo, mimeType: 'image/jpeg', caption: 'Mira', width: 4, height: 3 },
        { type: 'image', text: 'Mira' },
        { mimeType: 'image/jpeg', width: 400, height: 300 },
      ],
      [
        { kind: 'video', bytes: randomBytes(2_000), mimeType: 'video/mp4', seconds: 7 },
        { type: 'video' },
        { mimeType: 'application/octet-stream', seconds: 7 },
      ],
      [
        { kind: 'audio', bytes: randomBytes(2_000), mimeType: 'audio/ogg; codecs=opus', voice: true, seconds: 3 },
        { type: 'audio' },
        { voice: true, seconds: 3 },
      ],
      [
        {
          kind: 'document',
          bytes: Buffer.from('%PDF-1.4 lista'),
          mimeType: 'application/pdf',
          fileName: '../lista.pdf',
        },
        { type: 'document' },
        { mimeType: 'application/pdf', fileName: 'lista.pdf' },
      ],
      [
        { kind: 'sticker', bytes: Buffer.from(await webp(512, 512)), mimeType: 'image/webp' },
        { type: 'sticker' },
        { mimeType: 'image/webp', width: 512, height: 512 },
      ],
    ];
    for (const [file, shown, known] of files) {
      await luz.sendFile(business.phoneNumber, file);
      const message = await announced(({ type }) => type === file.kind);
      assert.partialDeepStrictEqual(message, { ...shown, media: { state: 'pending', bytes: file.bytes.length } });
      const media = await becomes(message, 'ready');
      assert.partialDeepStrictEqual(media, { ...known, bytes: file.bytes.length });
      assert.deepEqual(await bytesOf(await open(bench.application, admin, media.url)), Buffer.from(file.bytes));
    }
  });

  it('have a small picture from the first moment, and a better one once they are there', async () => {
    const preview = await jpeg(32, 24);
    const message = await send(await picture({ thumbnail: Buffer.from(preview) }));
    const { thumbnailUrl = '' } = message.media ?? assert.fail();
    assert.deepEqual(await bytesOf(await open(bench.application, admin, thumbnailUrl)), Buffer.from(preview));
    const media = await becomes(message, 'ready');
    const better = await bytesOf(await open(bench.application, admin, media.thumbnailUrl ?? ''));
    assert.notDeepEqual(better, Buffer.from(preview));
  });

  it('written on our own phone arrive as well', async () => {
    const file = await picture();
    await business.sendFile(luz.phoneNumber, file);
    const message = await announced(({ text: said }) => said === file.caption);
    assert.equal(message.direction, 'out');
    assert.equal((await becomes(message, 'ready')).bytes, file.bytes.length);
  });

  it('are tried again where they came cut or damaged', async () => {
    bench.lab.faults.cutFiles = 1;
    const message = await send(await picture());
    await failed(message, 1);
    bench.lab.faults.damageFiles = 1;
    await meanwhile(failed(message, 2));
    await meanwhile(becomes(message, 'ready'));
  });

  it('are uploaded anew by the phone where WhatsApp has deleted them', async () => {
    bench.lab.faults.cutFiles = 1;
    const message = await send(await picture());
    await failed(message, 1);
    const { imageMessage } = await contentOf(message);
    await bench.lab.files.expire(imageMessage?.directPath ?? '');
    await meanwhile(becomes(message, 'ready'));
    assert.notEqual((await contentOf(message)).imageMessage?.directPath, imageMessage?.directPath);
  });

  it('fail where no phone has them either, and come when a person asks again and they are back', async () => {
    bench.lab.faults.loseFiles = 1;
    const message = await send(await picture());
    await becomes(message, 'failed');
    const path = `/media/${message.media?.id ?? ''}`;
    assert.equal((await open(bench.application, admin, `/api${path}`)).status, 404);
    const { body } = await admin.api.post<{ media: Media }>(`${path}/retry`).expect(202);
    assert.equal(body.media.state, 'pending');
    await becomes(message, 'ready');
    await admin.api.post(`${path}/retry`).expect(409);
    const stranger = await bench.application.createClient('other');
    await stranger.api.post(`${path}/retry`).expect(404);
  });

  it('go on after a restart in the middle', async () => {
    bench.lab.faults.cutFiles = (path) => path !== '';
    const message = await send(await picture());
    await failed(message, 1);
    await bench.restart();
    bench.lab.faults.cutFiles = 0;
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    const fresh = async () => (await allMessages(admin, message.conversationId)).find(({ id }) => id === message.id);
    const arrived = async () => {
      while ((await fresh())?.media?.state !== 'ready');
    };
    await meanwhile(arrived());
  });

  it('larger than files may be are not fetched, and cannot be asked for', async () => {
    const small = await picture();
    const { id } = await luz.sendFile(business.phoneNumber, small);
    await announced(({ text: said }) => said === small.caption);
    await luz.send(business.phoneNumber, {
      documentMessage: {
        mediaKey: randomBytes(32),
        fileSha256: randomBytes(32),
        directPath: '/v/t62.7118-24/huge',
        fileLength: 3_000_000_000,
        mimetype: 'application/zip',
        fileName: 'todo.zip',
      },
    });
    assert.ok(id);
    const message = await announced(({ media }) => media?.fileName === 'todo.zip');
    assert.equal(message.media?.state, 'failed');
    await admin.api.post(`/media/${message.media.id}/retry`).expect(413);
  });

  it('that claim to be pictures and are none are only ever saved', async () => {
    const page = Buffer.from(text('<!doctype html><script>alert(1)</script>'));
    const message = await send(await picture({ bytes: page, fileName: 'foto.jpg' }));
    const media = await becomes(message, 'ready');
    const response = await open(bench.application, admin, media.url);
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(response.headers.get('content-type'), 'application/octet-stream');
  });

  it('never lead anywhere but to WhatsApp, whatever addresses a message names', async (context) => {
    const forms = ['http://H', 'https://H', '//H', '/\\H', '@H', '\\\\H', '///H', '/\t/H', 'H'];
    const paths = insideHosts.map((host, index) => {
      const form = forms[index % forms.length] ?? '';
      return form.replace('H', `${host}:8080/v/secret`);
    });
    paths.push('file:///etc/passwd', 'file:/etc/passwd', 'data:,secret', 'blob:x', 'ftp://127.0.0.1/', 'javascript:0');
    paths.push('/../../etc/passwd', '', ' ', '/', '/%2e%2e/%2e%2e/etc/passwd', '/\r\nHost: 127.0.0.1\r\n\r\n');
    const places = watchConnections(context);
    for (const [index, directPath] of paths.entries()) {
      const url = /^[/@H\\]/.test(directPath) ? `http:${directPath}` : directPath;
      const caption = `address ${String(index)}`;
      const keys = { mediaKey: randomBytes(32), fileSha256: randomBytes(32), fileEncSha256: randomBytes(32) };
      await luz.send(business.phoneNumber, { imageMessage: { ...keys, directPath, url, caption } });
      const { message } = await socket.event('message:new', (event) => event.message.text === caption);
      if (message.media) await becomes(message, 'failed');
    }
    assert.ok(paths.length >= 70);
    // A connection that was kept is no new one: this one is, and shows that new ones are seen.
    const [response] = (await once(get(bench.lab.mediaUrl, { agent: false }), 'response')) as [IncomingMessage];
    response.resume();
    assert.deepEqual([...places], [new URL(bench.lab.mediaUrl).host]);
  });
});
