import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { Problem } from '#contract/http';
import type { Message, SendMessageResponse } from '#contract/messages';
import type { MessageTemplateList } from '#contract/message-templates';
import type { TestSocket, TestUser } from '../support/index.ts';
import { upload } from '../media/uploads.ts';
import { CloudBench, LUZ, SHOP } from './cloud-bench.ts';
import { conversationWith } from './linked-line.ts';

const HOUR = 3_600_000;

describe("what is sent over Meta's Cloud API", () => {
  let bench: CloudBench;
  let admin: TestUser;
  let socket: TestSocket;
  let line: string;
  let conversationId: string;
  let count = 0;
  before(async () => {
    bench = await CloudBench.start();
    admin = await bench.application.createClient('acme');
    socket = await bench.application.socket(admin);
    line = await bench.open(admin);
    conversationId = await writtenBy(LUZ);
  });
  after(() => bench.stop());

  /** A person has just written, so that they may be answered. */
  async function writtenBy(phoneNumber: string): Promise<string> {
    const person = bench.graph.createPerson({ phoneNumber, name: `P${phoneNumber.slice(-3)}` });
    await person.sendText(SHOP, 'Hola');
    const { conversation } = await socket.event(
      'message:new',
      (news) => news.conversation.contact.phoneNumber === phoneNumber,
    );
    return conversation.id;
  }

  async function send(message: object, to = conversationId): Promise<Message> {
    count += 1;
    const body = { clientMessageId: `message-${String(count)}`, ...message };
    const { body: answer } = await admin.api
      .post<SendMessageResponse>(`/conversations/${to}/messages`, body)
      .expect(202);
    return answer.message;
  }

  /** A document whose bytes no other has. */
  function paper(name: string) {
    const bytes = Buffer.from(`%PDF-1.7\n%${name}\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n`);
    return upload(bench.application, admin, { bytes, type: 'application/pdf', name });
  }

  async function until(messageId: string, status: Message['status']) {
    return socket.event('message:status', (news) => news.messageId === messageId && news.status === status);
  }

  async function messagesOf(conversation: string): Promise<Message[]> {
    const { body } = await admin.api.get<{ items: Message[] }>(`/conversations/${conversation}/messages`).expect(200);
    return body.items;
  }

  /** What a person was shown last, once it fits. */
  const shown = (fits: Parameters<typeof bench.luz.untilLine>[1]) => bench.luz.untilLine(SHOP, fits);

  it('delivers a text, and its ticks come back', async () => {
    const { id } = await send({ type: 'text', text: '¡Hola, Luz!' });
    await shown(({ text, fromMe }) => !fromMe && text === '¡Hola, Luz!');
    await until(id, 'delivered');
    await bench.luz.markRead(SHOP);
    await until(id, 'read');
  });

  it('answers, reacts, and sends places and cards', async () => {
    const asked = await bench.luz.sendText(SHOP, '¿Dónde están?');
    await bench.graph.whenWebhooksSent();
    const { items } = (await admin.api.get<{ items: Message[] }>(`/conversations/${conversationId}/messages`)).body;
    const replyTo = items.find(({ text }) => text === '¿Dónde están?')?.id;
    await send({ type: 'location', location: { latitude: 4.6, longitude: -74.08, name: 'Tienda' }, replyTo });
    const place = await shown(({ location }) => location?.name === 'Tienda');
    assert.equal(place.answers?.id, asked.id);
    await send({ type: 'reaction', replyTo, text: '❤️' });
    await bench.luz.untilLine(SHOP, ({ id, reactions }) => id === asked.id && reactions?.[0]?.emoji === '❤️');
    await send({ type: 'contacts', contacts: [{ name: 'Pedro', phoneNumbers: ['573007778899'] }] });
    await shown(({ contacts }) => contacts?.[0]?.name?.formatted_name === 'Pedro');
  });

  it('sends files, and brings the same file to Meta once', async () => {
    const bytes = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n');
    const what = { bytes, type: 'application/pdf', name: 'catálogo.pdf' };
    const files = [await upload(bench.application, admin, what), await upload(bench.application, admin, what)];
    const uploads: string[] = [];
    bench.graph.faults.refuseUploads = (id) => {
      uploads.push(id);
      return false;
    };
    for (const file of files) {
      const { id } = await send({ type: 'document', mediaId: file.id, text: 'Aquí está' });
      await until(id, 'delivered');
    }
    bench.graph.faults.refuseUploads = 0;
    const lines = bench.luz.chat(SHOP).filter(({ file }) => file?.fileName === 'catálogo.pdf');
    assert.equal(lines.length, 2);
    assert.deepEqual(Buffer.from(await bench.luz.openFile(SHOP, lines[0]?.id ?? '')), bytes);
    assert.equal(uploads.length, 1);
  });

  it('sends recordings as voice notes where phones can play them as such', async () => {
    const opus = `OggS${'\0'.repeat(24)}OpusHead`;
    for (const [name, beginning, voice, isNote] of [
      ['nota.ogg', opus, true, true],
      ['nota.m4a', '\0\0\0\x20ftypM4A ', true, false],
      ['tema.ogg', opus, false, false],
    ] as const) {
      const bytes = Buffer.from(beginning.padEnd(200, name));
      const { id: mediaId } = await upload(bench.application, admin, { bytes, type: 'audio/ogg', name });
      const { id } = await send({ type: 'audio', mediaId, voice });
      await until(id, 'delivered');
      const got = bench.luz.chat(SHOP).at(-1)?.file;
      assert.deepEqual([got?.kind, got?.bytes, got?.voice ?? false], ['audio', 200, isNote]);
      if (beginning === opus) assert.equal(got?.mimeType, 'audio/ogg; codecs=opus');
    }
  });

  it('refuses at once, in words, a file that Meta would not take', async () => {
    const zip = { bytes: Buffer.from('PK\x05\x06'.padEnd(22, '\0')), type: 'application/zip', name: 'respaldo.zip' };
    const film = {
      bytes: Buffer.concat([Buffer.from('\0\0\0\x20ftypisom'), Buffer.alloc(17 * 1_048_576)]),
      type: 'video/mp4',
      name: 'fiesta.mp4',
    };
    const vorbis = Buffer.from(`OggS${'\0'.repeat(24)}\x01vorbis`.padEnd(200, '\0'));
    const song = { bytes: vorbis, type: 'audio/ogg', name: 'tema.ogg' };
    for (const [file, type, why] of [
      [song, 'audio', /^Use a PDF, a Word/],
      [zip, 'document', /^Use a PDF, a Word/],
      [film, 'video', /^Use at most 16777216 bytes/],
      [film, 'document', /^Use at most 16777216 bytes/],
    ] as const) {
      const { id: mediaId } = await upload(bench.application, admin, file);
      const body = { clientMessageId: `refused-${mediaId}`, type, mediaId };
      const answer = await admin.api.post<Problem>(`/conversations/${conversationId}/messages`, body).expect(422);
      assert.equal(answer.body.type, 'file-refused');
      assert.equal(answer.body.errors?.[0]?.path, 'mediaId');
      assert.match(answer.body.errors[0].message, why);
    }
    const last = (await messagesOf(conversationId)).at(-1);
    assert.notEqual(last?.media?.fileName, 'fiesta.mp4');
  });

  it('brings pictures that Meta would not take as ones that it takes', async () => {
    const plain = sharp({ create: { width: 900, height: 600, channels: 3, background: '#0f766e' } });
    // Noise does not shrink: more than the 5 MB that Meta takes.
    const [width, height] = [2_400, 1_800];
    const large = sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });
    for (const [caption, type, bytes] of [
      ['De la red', 'image/webp', await plain.webp().toBuffer()],
      ['De la cámara', 'image/jpeg', await large.jpeg({ quality: 100 }).toBuffer()],
    ] as const) {
      const file = await upload(bench.application, admin, { bytes, type, name: 'foto' });
      const { id } = await send({ type: 'image', mediaId: file.id, text: caption });
      await until(id, 'delivered');
      const got = await shown(({ text }) => text === caption);
      assert.deepEqual([got.file?.kind, got.file?.mimeType], ['image', 'image/jpeg']);
      assert.ok((got.file?.bytes ?? Infinity) <= 5 * 1_048_576);
      assert.equal((await sharp(await bench.luz.openFile(SHOP, got.id)).metadata()).format, 'jpeg');
      if (type !== 'image/jpeg') continue;
      // As a document it is to be what it is: Meta takes no picture of that size there either, and no other goes instead.
      const original = await upload(bench.application, admin, { bytes, type, name: 'foto.jpg' });
      const document = { clientMessageId: 'large-document', type: 'document', mediaId: original.id };
      await admin.api.post(`/conversations/${conversationId}/messages`, document).expect(422);
      // One that cannot be opened goes as it is, and Meta says so.
      const unreadable = Buffer.concat([bytes.subarray(0, 20), randomBytes(6 * 1_048_576)]);
      const damaged = await upload(bench.application, admin, { bytes: unreadable, type, name: 'rota.jpg' });
      const sent = await send({ type: 'image', mediaId: damaged.id });
      assert.equal((await until(sent.id, 'failed')).error?.code, 'file_refused');
    }
  });

  it('offers choices, and shows what was chosen', async () => {
    await send({ type: 'buttons', text: '¿Te lo enviamos?', footer: 'Envío gratis', buttons: ['Sí', 'No'] });
    const asked = await shown(({ buttons }) => buttons !== undefined);
    assert.deepEqual(
      [asked.text, asked.footer, asked.buttons?.map(({ title }) => title)],
      ['¿Te lo enviamos?', 'Envío gratis', ['Sí', 'No']],
    );
    await bench.luz.pressButton(SHOP, asked.id, 'Sí');
    const answer = await socket.event('message:new', ({ message }) => message.text === 'Sí');
    assert.equal(answer.message.quoted?.text, '¿Te lo enviamos?');
    const rows = [{ title: 'Mañana', description: '9 a 12' }, { title: 'Tarde' }];
    await send({ type: 'list', text: '¿Cuándo?', list: { button: 'Elegir', sections: [{ rows }] } });
    const list = await shown((one) => one.list !== undefined);
    assert.deepEqual(
      list.list?.sections[0]?.rows.map(({ title }) => title),
      ['Mañana', 'Tarde'],
    );
  });

  it('says at once that a text is too long for Meta, and keeps a note of that length', async () => {
    const path = `/conversations/${conversationId}/messages`;
    const text = 'a'.repeat(4_097);
    const long = { clientMessageId: 'too-long-1', type: 'text', text };
    const { body } = await admin.api.post<{ errors: { path: string }[] }>(path, long).expect(400);
    assert.deepEqual(
      body.errors.map((error) => error.path),
      ['text'],
    );
    await send({ type: 'note', text });
    const { id } = await send({ type: 'text', text: text.slice(1) });
    await until(id, 'delivered');
  });

  it('says at once what Meta would not take of choices', async () => {
    const rows = Array.from({ length: 6 }, (_, index) => ({ title: `Fila ${String(index)}` }));
    const refused = [
      { type: 'buttons', text: '¿Sí?', buttons: ['Sí', 'Sí'] },
      { type: 'list', text: '¿Cuál?', list: { button: 'Ver', sections: [{ rows }, { title: 'Más', rows }] } },
    ];
    for (const [index, body] of refused.entries()) {
      const clientMessageId = `refused-${String(index)}`;
      const path = `/conversations/${conversationId}/messages`;
      await admin.api.post(path, { clientMessageId, ...body }).expect(400);
    }
  });

  it('keeps a message off a closed window, and sends a template through it', async () => {
    bench.graph.templates.add(bench.shop.wabaId, {
      name: 'pedido_listo',
      language: 'es',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' },
        { type: 'BODY', text: 'Hola {{1}}, tu pedido está listo para {{2}}.' },
        { type: 'FOOTER', text: 'Tienda Luna' },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Gracias' }] },
      ],
    });
    const { body } = await admin.api.post<MessageTemplateList>(`/whatsapp/sessions/${line}/templates/sync`).expect(200);
    const template = body.items.find(({ name }) => name === 'pedido_listo');
    assert.ok(template);
    assert.deepEqual(
      template.parameters.map(({ key }) => key),
      ['header.1', 'body.1', 'body.2'],
    );

    const late = await writtenBy('573004445577');
    bench.time.pass(25 * HOUR);
    const requests = bench.graph.requestsReceived();
    const { id } = await send({ type: 'text', text: '¿Sigues ahí?' }, late);
    assert.equal((await until(id, 'failed')).error?.code, 'window_closed');
    assert.equal(bench.graph.requestsReceived(), requests);

    const filled = { 'header.1': '#81', 'body.1': 'Luz', 'body.2': 'recoger' };
    const message = { type: 'template', templateId: template.id, parameters: filled };
    await admin.api
      .post(`/conversations/${late}/messages`, { ...message, parameters: {}, clientMessageId: 'unfilled-1' })
      .expect(400);
    const sent = await send(message, late);
    assert.equal(sent.text, 'Hola Luz, tu pedido está listo para recoger.');
    assert.deepEqual([sent.interactive?.header, sent.interactive?.footer], ['Pedido #81', 'Tienda Luna']);
    await until(sent.id, 'delivered');
    const person = bench.graph.person('573004445577');
    const got = person?.chat(SHOP).at(-1);
    assert.deepEqual([got?.header, got?.text], ['Pedido #81', 'Hola Luz, tu pedido está listo para recoger.']);
  });

  it('reads templates of shapes it does not know as well as it can, and offers none that it cannot read', async () => {
    const odd: Record<string, unknown[]> = {
      nulls: [
        { type: 'HEADER', format: 'IMAGE', text: null },
        { type: 'BODY', text: 'Hola {{name}}', example: { body_text_named_params: [{ param_name: 'name' }] } },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Sí', example: null, url: null }] },
      ],
      plain_example: [
        { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}', example: { header_text: '81' } },
        { type: 'BODY', text: 'Listo' },
      ],
      unreadable: [
        { type: 'BODY', text: 'Hola' },
        { type: 'BUTTONS', buttons: 'Sí' },
      ],
    };
    for (const [name, components] of Object.entries(odd)) {
      bench.graph.templates.add(bench.shop.wabaId, { name, language: 'es', components: components as never });
    }
    await admin.api.post(`/whatsapp/sessions/${line}/templates/sync`).expect(200);
    const { body } = await admin.api.get<MessageTemplateList>(`/whatsapp/sessions/${line}/templates`).expect(200);
    const shown = body.items.filter(({ name }) => name in odd);
    assert.deepEqual(
      shown.map(({ name, sendable, parameters }) => [name, sendable, parameters.map(({ key }) => key)]),
      [
        ['nulls', true, ['body.name']],
        ['plain_example', true, ['header.1']],
        ['unreadable', false, []],
      ],
    );
  });

  it('sends once though the answer is lost: a status tells, or nobody knows', async () => {
    const to = await writtenBy('573004445588');
    const { graph, time } = bench;
    graph.faults.dropAnswers = 1;
    const settled = await send({ type: 'text', text: 'La respuesta se pierde' }, to);
    await until(settled.id, 'delivered');
    assert.equal(
      graph
        .person('573004445588')
        ?.chat(SHOP)
        .filter(({ fromMe }) => !fromMe).length,
      1,
    );

    graph.faults.dropRequests = 1;
    const lost = await send({ type: 'text', text: 'No llega a Meta' }, to);
    // What comes after it does not wait for it.
    const next = await send({ type: 'text', text: 'Esta sí' }, to);
    await until(next.id, 'delivered');
    time.pass(10 * 60_000);
    await until(lost.id, 'uncertain');
    await admin.api.post(`/conversations/${to}/messages/${lost.id}/retry`).expect(202);
    await until(lost.id, 'delivered');
    const bubbles = graph
      .person('573004445588')
      ?.chat(SHOP)
      .filter(({ text }) => text === 'No llega a Meta');
    assert.equal(bubbles?.length, 1);
  });

  it('says of a message that Meta has not answered it, and until when it is waited for', async () => {
    const to = await writtenBy('573004445589');
    const { graph, time } = bench;
    graph.faults.dropRequests = 1;
    const { id } = await send({ type: 'text', text: '¿Me lees?' }, to);
    // What comes after it goes once it has been tried.
    await until((await send({ type: 'text', text: 'Esta llega' }, to)).id, 'delivered');
    const stored = async () => (await messagesOf(to)).find((message) => message.id === id);
    const deadline = new Date(time.clock().getTime() + 10 * 60_000).toISOString();
    time.pass(14_000);
    assert.equal((await stored())?.error, undefined);
    time.pass(1_000);
    const { error, status } = await socket.event('message:status', ({ messageId }) => messageId === id);
    assert.deepEqual([status, error?.code, error?.until], ['queued', 'unanswered', deadline]);
    assert.deepEqual((await stored())?.error, error);

    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    time.pass(15_000);
    assert.deepEqual((await stored())?.error, error);
    time.pass(10 * 60_000);
    await until(id, 'uncertain');
    assert.equal((await stored())?.error, undefined);
  });

  it('no longer asks about a message that a person leaves as it is, and takes what is still told of it', async () => {
    const to = await writtenBy('573004445587');
    const { graph, time } = bench;
    const path = (id: string) => `/conversations/${to}/messages/${id}/leave`;
    graph.faults.holdWebhooks = true;
    graph.faults.dropAnswers = 1;
    const { id } = await send({ type: 'text', text: 'Quizá llegó' }, to);
    await until((await send({ type: 'text', text: 'Esta llega' }, to)).id, 'sent');
    const early = await admin.api.post<SendMessageResponse>(path(id)).expect(200);
    assert.deepEqual([early.body.message.status, early.body.message.error], ['queued', undefined]);
    time.pass(10 * 60_000);
    await until(id, 'uncertain');

    const { body } = await admin.api.post<SendMessageResponse>(path(id)).expect(200);
    assert.deepEqual([body.message.status, body.message.error?.code], ['uncertain', 'left']);
    const told = await socket.event('message:status', (news) => news.messageId === id && news.error?.code === 'left');
    assert.equal(told.status, 'uncertain');
    const again = await admin.api.post<SendMessageResponse>(path(id)).expect(200);
    assert.deepEqual(again.body, body);
    await admin.api.post(path('nowhere')).expect(404);
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    assert.deepEqual(
      (await messagesOf(to)).find((message) => message.id === id),
      body.message,
    );

    graph.faults.holdWebhooks = false;
    const late = await until(id, 'delivered');
    assert.equal(late.error, undefined);
  });

  it('does not send again after a restart what may have gone out', async () => {
    const to = await writtenBy('573004445599');
    const { graph } = bench;
    graph.faults.holdWebhooks = true;
    graph.faults.dropAnswers = 1;
    const { id } = await send({ type: 'text', text: 'Justo antes de caer' }, to);
    await graph.person('573004445599')?.untilLine(SHOP, ({ text }) => text === 'Justo antes de caer');
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    graph.faults.holdWebhooks = false;
    await until(id, 'delivered');
    assert.equal(
      graph
        .person('573004445599')
        ?.chat(SHOP)
        .filter(({ fromMe }) => !fromMe).length,
      1,
    );
  });

  it('sends after a restart what was on its way to Meta as a file only', async () => {
    const to = await writtenBy('573004446611');
    const { graph, time } = bench;
    const held = Promise.withResolvers<undefined>();
    let uploads = 0;
    graph.faults.dropAnswers = ({ path }) => {
      const isUpload = path.endsWith('/media');
      if (isUpload) uploads += 1;
      graph.faults.delayAnswers = isUpload && uploads === 1 ? 10 * HOUR : 0;
      if (isUpload) held.resolve(undefined);
      return false;
    };
    const { id } = await send({ type: 'document', mediaId: (await paper('contrato.pdf')).id }, to);
    await held.promise;
    await time.passUntil(bench.restart(), 1_000, () => fetch(graph.url));
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    await graph.person('573004446611')?.untilLine(SHOP, ({ file }) => file?.fileName === 'contrato.pdf');
    await graph.whenWebhooksSent();
    graph.faults.dropAnswers = 0;
    const { body } = await admin.api.get<{ items: Message[] }>(`/conversations/${to}/messages`).expect(200);
    assert.deepEqual([body.items.at(-1)?.id, body.items.at(-1)?.status], [id, 'delivered']);
    const got = graph.person('573004446611')?.chat(SHOP);
    assert.equal(got?.filter(({ file }) => file).length, 1);
  });

  it('tries a file again that got no answer, and goes on with everything else', async () => {
    const to = await writtenBy('573004446612');
    const { graph, time } = bench;
    let lost = 0;
    graph.faults.dropRequests = ({ path }) => {
      if (!path.endsWith('/media')) return false;
      lost += 1;
      return lost <= 2;
    };
    const retries = socket.dataOf('whatsapp:disconnected').length;
    const { id } = await send({ type: 'document', mediaId: (await paper('factura.pdf')).id }, to);
    const behind = await send({ type: 'text', text: 'Ahí va la factura' }, to);
    const beside = await send({ type: 'text', text: '¿Todo bien?' }, await writtenBy('573004446613'));
    await until(beside.id, 'delivered');
    const look = () => admin.api.get(`/conversations/${to}`);
    await time.passUntil(until(behind.id, 'delivered'), 1_000, look);
    await until(id, 'delivered');
    const got = graph.person('573004446612')?.chat(SHOP).slice(-2);
    assert.deepEqual([got?.[0]?.file?.fileName, got?.[1]?.text], ['factura.pdf', 'Ahí va la factura']);

    assert.equal(socket.dataOf('whatsapp:disconnected').length, retries);
    const { promise: tried, resolve } = Promise.withResolvers<undefined>();
    let tries = 0;
    graph.faults.dropRequests = ({ path }) => {
      if (!path.endsWith('/media')) return false;
      tries += 1;
      if (tries === 4) resolve(undefined);
      return true;
    };
    const never = await send({ type: 'document', mediaId: (await paper('nunca.pdf')).id }, to);
    await time.passUntil(tried, 10_000, look);
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    socket = await bench.application.socket(admin);
    const failed = await time.passUntil(until(never.id, 'failed'), 10_000, look);
    assert.equal(failed.error?.code, 'upload_failed');
    assert.equal(tries, 4 + 8);
    assert.equal(socket.dataOf('whatsapp:disconnected').length, 0);
    graph.faults.dropRequests = 0;
    await admin.api.post(`/conversations/${to}/messages/${never.id}/retry`).expect(202);
    await until(never.id, 'delivered');
  });

  it('waits where Meta has had too much, and tells in words what Meta refuses', async () => {
    const { graph, time } = bench;
    const busy = await writtenBy('573004446601');
    graph.faults.refuse.set('573004446601', 131056);
    const { id } = await send({ type: 'text', text: 'Con calma' }, busy);
    await socket.event('message:new', ({ message }) => message.id === id);
    const tried = async () => {
      const { body } = await admin.api.get<{ items: Message[] }>(`/conversations/${busy}/messages`).expect(200);
      return body.items.at(-1)?.status;
    };
    assert.equal(await tried(), 'queued');
    graph.faults.refuse.clear();
    await time.passUntil(until(id, 'delivered'), 1_000, tried);

    const promotion = await writtenBy('573004446602');
    graph.faults.fail.set('573004446602', 131049);
    const failed = await send({ type: 'text', text: 'Oferta' }, promotion);
    assert.equal((await until(failed.id, 'failed')).error?.code, 'marketing_limited');
    graph.faults.fail.clear();
  });

  it('never moves a tick backwards, however statuses are shuffled', async () => {
    const { graph } = bench;
    graph.faults.shuffleWebhooks = true;
    graph.faults.repeatWebhooks = () => true;
    const people = Array.from({ length: 20 }, (_, index) => `5730044470${String(10 + index)}`);
    const sent = await Promise.all(
      people.map(async (phoneNumber) => {
        const { id } = await send({ type: 'text', text: 'Hola' }, await writtenBy(phoneNumber));
        await until(id, 'delivered');
        await graph.person(phoneNumber)?.markRead(SHOP);
        return id;
      }),
    );
    await Promise.all(sent.map((id) => until(id, 'read')));
    await graph.whenWebhooksSent();
    const rank = ['queued', 'sent', 'delivered', 'read'];
    for (const id of sent) {
      const ticks = socket.dataOf('message:status').filter(({ messageId }) => messageId === id);
      const ranks = ticks.map(({ status }) => rank.indexOf(status));
      assert.deepEqual(ranks, [...new Set(ranks)].sort());
    }
    graph.faults.shuffleWebhooks = false;
    graph.faults.repeatWebhooks = 0;
  });

  it('tells Meta what was read and that somebody writes', async () => {
    const to = await writtenBy('573004446603');
    const person = bench.graph.person('573004446603');
    await admin.api.patch(`/conversations/${to}`, { unread: 0 }).expect(200);
    await person?.untilLine(SHOP, ({ fromMe, status }) => fromMe && status === 'read');
    socket.io.emit('typing:start', { contactId: (await conversationWith(admin, '573004446603')).contactId });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const look = () => {
      if (person?.isTyping(SHOP)) resolve(undefined);
    };
    person?.onChange(look);
    look();
    await promise;
  });

  it('stops when the token has ended, goes on with another, and loses nothing of it', async () => {
    const to = await writtenBy('573004446604');
    bench.graph.expireToken(bench.shop.accessToken);
    const { id } = await send({ type: 'text', text: 'Espera al nuevo token' }, to);
    await socket.event(
      'whatsapp:disconnected',
      ({ reason, action }) => reason === 'token_expired' && action === 'stopped',
    );
    const { shop } = bench;
    const accessToken = bench.graph.createToken({ appId: shop.appId, wabaIds: [shop.wabaId] });
    await admin.api.patch(`/whatsapp/sessions/${line}`, { accessToken }).expect(200);
    await until(id, 'delivered');
  });

  it('does not stop for an answer to the credentials it had before', async () => {
    const to = await writtenBy('573004446605');
    const { graph, shop, time } = bench;
    const look = () => admin.api.get(`/whatsapp/sessions/${line}`);
    const renew = async () => {
      const accessToken = graph.createToken({ appId: shop.appId, wabaIds: [shop.wabaId] });
      const change = admin.api.patch(`/whatsapp/sessions/${line}`, { accessToken }).expect(200);
      await time.passUntil(change, 100, look);
      return accessToken;
    };
    graph.expireToken(await renew());
    const asked = Promise.withResolvers<undefined>();
    graph.faults.dropAnswers = ({ path }) => {
      if (!path.endsWith('/messages')) return false;
      graph.faults.delayAnswers = 60_000;
      asked.resolve(undefined);
      return false;
    };
    const { id } = await send({ type: 'text', text: 'Con la llave vieja' }, to);
    await asked.promise;
    Object.assign(graph.faults, { dropAnswers: 0, delayAnswers: 0 });
    await renew();
    const stops = socket.dataOf('whatsapp:disconnected').length;
    time.pass(60_000);
    await until(id, 'delivered');
    assert.equal(socket.dataOf('whatsapp:disconnected').length, stops);
  });

  it('asks Meta for templates once at a time, however many want them', async () => {
    const { faults } = bench.graph;
    const path = `/whatsapp/sessions/${line}/templates`;
    const begun = Promise.withResolvers<undefined>();
    let asked = 0;
    const timesAsked = () => asked;
    faults.dropAnswers = ({ path: where }) => {
      const isList = where.endsWith('/message_templates');
      if (isList) asked += 1;
      faults.delayAnswers = isList && asked === 1 ? 1_000 : 0;
      if (isList) begun.resolve(undefined);
      return false;
    };
    const sync = () => admin.api.post(`${path}/sync`).expect(200);
    const first = sync();
    await begun.promise;
    const others = Array.from({ length: 5 }, sync);
    for (let count = 0; count < 5; count += 1) await admin.api.get(path).expect(200);
    assert.equal(timesAsked(), 1);
    for (let count = 0; count < 20; count += 1) {
      const name = `noticia_${String(count)}`;
      const components = [{ type: 'BODY', text: 'Hola' } as const];
      const { id } = bench.graph.templates.add(bench.shop.wabaId, { name, language: 'es', components });
      bench.graph.templates.setStatus(id, 'PAUSED');
    }
    await bench.graph.whenWebhooksSent();
    assert.equal(timesAsked(), 1);
    bench.time.pass(1_000);
    await Promise.all([first, ...others]);
    // Done one after the other with what webhooks have asked for.
    await admin.api.patch(`/whatsapp/sessions/${line}`, { name: 'Ventas' }).expect(200);
    faults.dropAnswers = 0;
    const { body } = await admin.api.get<MessageTemplateList>(path).expect(200);
    assert.equal(body.items.filter(({ name }) => name.startsWith('noticia_')).length, 20);
    assert.ok(timesAsked() <= 3);
  });
});
