import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { startGraphApi, type BusinessNumber, type GraphApi, type Person } from '../graph-api/index.ts';
import { GraphClient, type GraphAnswer } from './support/graph-client.ts';
import { WebhookReceiver } from './support/webhook-receiver.ts';

const SHOP = '573001112233';

let graph: GraphApi;
let receiver: WebhookReceiver;
let shop: BusinessNumber;
let api: GraphClient;
let web: Server;
let webUrl: string;
let people = 0;

before(async () => {
  graph = await startGraphApi();
  receiver = await WebhookReceiver.start();
  shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda' });
  receiver.secret = shop.appSecret;
  await shop.setWebhook(receiver.urlFor(shop.verifyToken));
  api = new GraphClient(graph, shop);
  web = createServer((request, response) => {
    if (request.url === '/photo.jpg') response.writeHead(200, { 'content-type': 'image/jpeg' }).end('a photo');
    else if (request.url === '/photo.webp') response.writeHead(200, { 'content-type': 'image/webp' }).end('a photo');
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(web, 'listening');
  webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
after(async () => {
  await graph.close();
  await receiver.close();
  web.close();
});

/** Somebody who has just written. */
async function customer(): Promise<Person> {
  people += 1;
  const person = graph.createPerson({ phoneNumber: `5730060${String(10_000 + people)}`, name: `Persona ${people}` });
  await person.sendText(SHOP, 'Hola');
  return person;
}

function send(to: Person, type: string, content: object): Promise<GraphAnswer> {
  return api.send({ messaging_product: 'whatsapp', to: to.phoneNumber, type, [type]: content });
}

describe('Contents', () => {
  test('a place and contacts are shown', async () => {
    const luz = await customer();
    await send(luz, 'location', { latitude: 4.6, longitude: -74.08, name: 'Tienda', address: 'Calle 1' });
    const place = await luz.untilLine(SHOP, (line) => line.location !== undefined);
    assert.deepEqual(place.location, { latitude: 4.6, longitude: -74.08, name: 'Tienda', address: 'Calle 1' });
    const card = { name: { formatted_name: 'Ana Ruiz', first_name: 'Ana' }, phones: [{ phone: '+57 300 1' }] };
    await send(luz, 'contacts', [card]);
    assert.deepEqual((await luz.untilLine(SHOP, ({ contacts }) => contacts !== undefined)).contacts, [card]);
  });

  test('a file is fetched from its link', async () => {
    const luz = await customer();
    await send(luz, 'image', { link: `${webUrl}/photo.jpg`, caption: 'Mira' });
    const line = await luz.untilLine(SHOP, ({ text }) => text === 'Mira');
    assert.equal((await luz.openFile(SHOP, line.id)).toString(), 'a photo');
  });

  test('one that is not there, or of the wrong type, fails after it was accepted', async () => {
    const luz = await customer();
    const failing = async (link: string): Promise<unknown[]> => {
      const { id } = (await send(luz, 'image', { link: webUrl + link })).message();
      const [failed] = await receiver.statuses(id, 1);
      const [error] = failed?.errors ?? [];
      return [failed?.status, error?.code, error?.error_data?.details];
    };
    assert.deepEqual(await failing('/nothing.jpg'), [
      'failed',
      131053,
      'Downloading media from weblink failed with http code 404, status message Not Found',
    ]);
    assert.deepEqual(await failing('/photo.webp'), [
      'failed',
      131053,
      'Unsupported image mime type image/webp. Please use one of image/jpeg, image/png.',
    ]);
  });

  test('a file needs an id or a link, and a caption has an end', async () => {
    const luz = await customer();
    assert.match((await send(luz, 'image', {})).error().message, /The parameter image\['id'\] is required/);
    const long = await send(luz, 'image', { id: '1', caption: 'x'.repeat(1025) });
    assert.match(long.error().message, /Param image\['caption'\] must be at most 1024 characters long/);
    assert.match(
      (await send(luz, 'location', { latitude: 1 })).error().message,
      /The parameter location\['longitude'\] is required/,
    );
    assert.match((await send(luz, 'contacts', [])).error().message, /Param contacts must have at least 1 items/);
  });
});

describe('Choices', () => {
  const buttons = (titles: string[]): object => ({
    type: 'button',
    header: { type: 'text', text: 'Pedido 7' },
    body: { text: '¿Confirmas?' },
    footer: { text: 'Tienda' },
    action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })) },
  });
  const list = (rows: number): object => ({
    type: 'list',
    body: { text: 'Elige' },
    action: {
      button: 'Ver',
      sections: [
        {
          title: 'Horas',
          rows: Array.from({ length: rows }, (_, index) => ({ id: `r${index}`, title: `${index} h` })),
        },
      ],
    },
  });

  test('buttons are shown and pressed', async () => {
    const luz = await customer();
    await send(luz, 'interactive', buttons(['Sí', 'No']));
    const line = await luz.untilLine(SHOP, (shown) => shown.buttons !== undefined);
    assert.deepEqual([line.header, line.text, line.footer], ['Pedido 7', '¿Confirmas?', 'Tienda']);
    assert.deepEqual(
      line.buttons?.map(({ title }) => title),
      ['Sí', 'No'],
    );
    const { id } = await luz.pressButton(SHOP, line.id, 'No');
    const { message } = await receiver.message(id);
    assert.deepEqual(message['interactive'], { type: 'button_reply', button_reply: { id: 'b1', title: 'No' } });
    assert.deepEqual(message.context, { from: SHOP, id: line.id });
    await assert.rejects(luz.pressButton(SHOP, line.id, 'Quizá'), /has no button/);
  });

  test('a row of a list is chosen', async () => {
    const luz = await customer();
    await send(luz, 'interactive', list(3));
    const line = await luz.untilLine(SHOP, (shown) => shown.list !== undefined);
    const { id } = await luz.chooseFromList(SHOP, line.id, 'r2');
    const { message } = await receiver.message(id);
    assert.deepEqual(message['interactive'], { type: 'list_reply', list_reply: { id: 'r2', title: '2 h' } });
  });

  test('a link has its address, a request for the number is answered with it', async () => {
    const sol = graph.createPerson({ phoneNumber: '573007770001', name: 'Sol', username: '@sol' });
    await sol.sendText(SHOP, 'Hola');
    const toSol = (interactive: object): Promise<GraphAnswer> =>
      api.send({ messaging_product: 'whatsapp', recipient: sol.userId(SHOP), type: 'interactive', interactive });
    const parameters = { display_text: 'Abrir', url: 'https://tienda.example/7' };
    await toSol({ type: 'cta_url', body: { text: 'Tu pedido' }, action: { name: 'cta_url', parameters } });
    const link = await sol.untilLine(SHOP, (shown) => shown.text === 'Tu pedido');
    assert.deepEqual(link.buttons, [{ kind: 'url', id: '0', title: 'Abrir', url: 'https://tienda.example/7' }]);

    const action = { name: 'request_contact_info' };
    await toSol({ type: 'request_contact_info', body: { text: '¿Tu número?' }, action });
    const request = await sol.untilLine(SHOP, (shown) => shown.text === '¿Tu número?');
    const { id } = await sol.shareNumber(SHOP, request.id);
    const { message, value } = await receiver.message(id);
    assert.deepEqual(message['contacts'], [
      { phones: [{ phone: '+573007770001', wa_id: '573007770001', type: 'CELL' }], origin: 'contact_request' },
    ]);
    assert.equal(value.contacts?.[0]?.wa_id, '573007770001');
  });

  test('a flow is filled in', async () => {
    const luz = await customer();
    const parameters = { flow_message_version: '3', flow_id: '1', flow_cta: 'Agendar' };
    await send(luz, 'interactive', { type: 'flow', body: { text: 'Tu cita' }, action: { name: 'flow', parameters } });
    const line = await luz.untilLine(SHOP, (shown) => shown.text === 'Tu cita');
    assert.deepEqual(line.buttons, [{ kind: 'flow', id: '0', title: 'Agendar' }]);
    const { id } = await luz.completeFlow(SHOP, line.id, { day: 'lunes' });
    const { message } = await receiver.message(id);
    assert.deepEqual(message['interactive'], {
      type: 'nfm_reply',
      nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"day":"lunes"}' },
    });
  });

  const refusals: [string, object, RegExp][] = [
    [
      'four buttons',
      buttons(['1', '2', '3', '4']),
      /Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3/,
    ],
    ['no button', buttons([]), /Invalid buttons count/],
    ['a long title', buttons(['x'.repeat(21)]), /Button title length invalid. Min length: 1, Max length: 20/],
    ['the same title twice', buttons(['Sí', 'Sí']), /Duplicated button titles/],
    ['eleven rows', list(11), /Total row count exceed max allowed count: 10/],
    [
      'a long body',
      { ...buttons(['Sí']), body: { text: 'x'.repeat(1025) } },
      /Body text length invalid. Min length: 1, Max length: 1024/,
    ],
  ];
  for (const [what, interactive, details] of refusals) {
    test(`${what} are refused`, async () => {
      const { status, error } = await send(await customer(), 'interactive', interactive);
      assert.deepEqual([status, error().code], [400, 131009]);
      assert.match(error().error_data?.details ?? '', details);
    });
  }
});

describe('Templates', () => {
  before(() => {
    graph.templates.add(shop.wabaId, {
      name: 'pedido',
      language: 'es_MX',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' },
        { type: 'BODY', text: 'Hola {{1}}, tu pedido llega el {{2}}.' },
        { type: 'FOOTER', text: 'Tienda' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Gracias' },
            { type: 'URL', text: 'Ver', url: 'https://tienda.example/{{1}}' },
          ],
        },
      ],
    });
    graph.templates.add(shop.wabaId, {
      name: 'con_nombres',
      language: 'es',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Hola {{nombre}}, hay {{oferta}} para {{nombre}}.' }],
    });
    graph.templates.add(shop.wabaId, {
      name: 'con_foto',
      language: 'es',
      components: [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'Mira' },
      ],
    });
  });

  const texts = (...values: string[]): object[] => values.map((text) => ({ type: 'text', text }));
  const order = (header: object[], body: object[], link: object[] = texts('7')): object => ({
    name: 'pedido',
    language: { code: 'es_MX' },
    components: [
      { type: 'header', parameters: header },
      { type: 'body', parameters: body },
      { type: 'button', sub_type: 'url', index: '1', parameters: link },
    ],
  });

  test('one with numbered variables reaches somebody who has never written, and its button is pressed', async () => {
    const ana = graph.createPerson({ phoneNumber: '573008880001', name: 'Ana' });
    const sent = await send(ana, 'template', order(texts('7'), texts('Ana', 'lunes')));
    assert.deepEqual(sent.body['messages'], [{ id: sent.message().id, message_status: 'accepted' }]);
    const line = await ana.untilLine(SHOP, ({ template }) => template !== undefined);
    assert.deepEqual(
      [line.header, line.text, line.footer],
      ['Pedido 7', 'Hola Ana, tu pedido llega el lunes.', 'Tienda'],
    );
    assert.deepEqual(line.buttons, [
      { kind: 'reply', id: 'Gracias', title: 'Gracias' },
      { kind: 'url', id: '1', title: 'Ver', url: 'https://tienda.example/7' },
    ]);
    const [status] = await receiver.statuses(line.id, 2);
    assert.deepEqual(status?.pricing, { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' });
    const { id } = await ana.pressButton(SHOP, line.id, 'Gracias');
    const { message } = await receiver.message(id);
    assert.deepEqual([message.type, message['button']], ['button', { payload: 'Gracias', text: 'Gracias' }]);
  });

  test('one with named variables takes them by name', async () => {
    const luz = await customer();
    const named = [
      { type: 'text', parameter_name: 'oferta', text: 'pan' },
      { type: 'text', parameter_name: 'nombre', text: 'Luz' },
    ];
    const template = {
      name: 'con_nombres',
      language: { code: 'es' },
      components: [{ type: 'body', parameters: named }],
    };
    await send(luz, 'template', template);
    const line = await luz.untilLine(SHOP, (shown) => shown.template !== undefined);
    assert.equal(line.text, 'Hola Luz, hay pan para Luz.');
  });

  test('one with a picture takes it by its id', async () => {
    const luz = await customer();
    const { id } = await api.upload(Buffer.from('a photo'), 'image/jpeg');
    const parameters = [{ type: 'image', image: { id } }];
    const components = [{ type: 'header', parameters }];
    await send(luz, 'template', { name: 'con_foto', language: { code: 'es' }, components });
    const line = await luz.untilLine(SHOP, (shown) => shown.template !== undefined);
    assert.equal((await luz.openFile(SHOP, line.id)).toString(), 'a photo');
  });

  test('who wants no marketing gets none, and the business is told', async () => {
    const luz = await customer();
    luz.wantMarketing(SHOP, false);
    const change = await receiver.change('user_preferences');
    const [preference] = (change.value as { user_preferences: Record<string, unknown>[] }).user_preferences;
    assert.deepEqual([preference?.['wa_id'], preference?.['value']], [luz.phoneNumber, 'stop']);
    const parameters = ['nombre', 'oferta'].map((parameter_name) => ({ type: 'text', parameter_name, text: 'x' }));
    const components = [{ type: 'body', parameters }];
    const sent = await send(luz, 'template', { name: 'con_nombres', language: { code: 'es' }, components });
    const [failed] = await receiver.statuses(sent.message().id, 1);
    assert.deepEqual([failed?.status, failed?.errors?.[0]?.code], ['failed', 131050]);
  });

  test('what is sent to whoever came by an ad is free, and its statuses name the conversation', async () => {
    const luz = await customer();
    const referral = { source_url: 'https://fb.me/1', source_id: '1', source_type: 'ad' } as const;
    await luz.sendText(SHOP, '¿Sigue la oferta?', { referral });
    const { id } = (await send(luz, 'text', { body: 'Sí' })).message();
    const [sent, delivered] = await receiver.statuses(id, 2);
    assert.deepEqual(sent?.pricing, {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_entry_point',
      category: 'referral_conversion',
    });
    assert.deepEqual(sent.conversation?.origin, { type: 'referral_conversion' });
    assert.match(sent.conversation.expiration_timestamp ?? '', /^\d+$/);
    assert.deepEqual(delivered?.conversation, { id: sent.conversation.id, origin: { type: 'referral_conversion' } });
  });

  test('what does not fit is refused in words', async () => {
    const luz = await customer();
    const refused = async (template: object): Promise<[number, string]> => {
      const { error } = await send(luz, 'template', template);
      return [error().code, error().error_data?.details ?? error().message];
    };
    const unknown = { name: 'nada', language: { code: 'es' } };
    assert.deepEqual(await refused(unknown), [132001, 'template name (nada) does not exist in es']);
    assert.deepEqual(await refused(order(texts('7'), texts('Ana'))), [
      132000,
      'body: number of localizable_params (1) does not match the expected number of params (2)',
    ]);
    assert.deepEqual(await refused(order([], texts('Ana', 'lunes'))), [
      132000,
      'header: number of localizable_params (0) does not match the expected number of params (1)',
    ]);
    assert.deepEqual(await refused(order(texts('7'), texts('Ana', 'lunes'), [])), [
      131008,
      'buttons: Button at index 1 of type Url requires a parameter',
    ]);
    assert.deepEqual((await refused(order(texts('7'), texts('Ana', 'lu\nnes'))))[0], 132018);
    assert.deepEqual(await refused({ name: 'con_foto', language: { code: 'es' } }), [
      132012,
      'header: Format mismatch, expected IMAGE, received UNKNOWN',
    ]);
  });

  test('one that is paused, disabled or not approved is not sent, and the webhooks say so', async () => {
    const luz = await customer();
    const template = graph.templates.find(shop.wabaId, 'pedido', 'es_MX');
    assert.ok(template);
    const codes = [];
    for (const status of ['PAUSED', 'DISABLED', 'REJECTED', 'APPROVED'] as const) {
      graph.templates.setStatus(template.id, status, status === 'REJECTED' ? 'INVALID_FORMAT' : undefined);
      const answer = await send(luz, 'template', order(texts('7'), texts('Luz', 'lunes')));
      codes.push(answer.status === 200 ? 200 : answer.error().code);
    }
    assert.deepEqual(codes, [132015, 132016, 132001, 200]);
    await graph.whenWebhooksSent();
    const told = receiver.changes().filter(({ change }) => change.field === 'message_template_status_update');
    assert.deepEqual(
      told.map(({ change }) => (change.value as { event: string }).event),
      ['PAUSED', 'DISABLED', 'REJECTED', 'APPROVED'],
    );
    assert.deepEqual(told[2]?.change.value, {
      event: 'REJECTED',
      message_template_id: Number(template.id),
      message_template_name: 'pedido',
      message_template_language: 'es_MX',
      reason: 'INVALID_FORMAT',
      message_template_category: 'UTILITY',
    });
  });
});
