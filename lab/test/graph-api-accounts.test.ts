import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { DrivenTime } from '../../backend/test/support/driven-time.ts';
import { startGraphApi, type BusinessNumber, type GraphApi } from '../graph-api/index.ts';
import { GraphClient } from './support/graph-client.ts';
import { WebhookReceiver } from './support/webhook-receiver.ts';

const SHOP = '573001112233';

let time: DrivenTime;
let graph: GraphApi;
let receiver: WebhookReceiver;
let shop: BusinessNumber;
let api: GraphClient;

before(async () => {
  time = new DrivenTime();
  graph = await startGraphApi({ clock: time.clock, after: time.after });
  receiver = await WebhookReceiver.start();
  shop = graph.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda', wabaId: '1020', appId: '7070' });
  receiver.secret = shop.appSecret;
  api = new GraphClient(graph, shop);
});
after(async () => {
  await graph.close();
  await receiver.close();
});

describe('A number', () => {
  test('says what it is, and only what was asked for', async () => {
    const { body } = await api.get(`/${shop.phoneNumberId}`);
    assert.deepEqual(
      [body['verified_name'], body['quality_rating'], body['id']],
      ['Tienda', 'GREEN', shop.phoneNumberId],
    );
    const fields = 'throughput{level},whatsapp_business_manager_messaging_limit,name_status,status';
    assert.deepEqual((await api.get(`/${shop.phoneNumberId}?fields=${fields}`)).body, {
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      name_status: 'APPROVED',
      status: 'CONNECTED',
      id: shop.phoneNumberId,
    });
    const { error } = await api.get(`/${shop.phoneNumberId}?fields=colour`);
    assert.match(error().message, /nonexisting field \(colour\) on node type \(WhatsAppBusinessPhoneNumber\)/);
  });

  test('is one of its account', async () => {
    graph.createBusinessNumber({ phoneNumber: '573001112244', verifiedName: 'Taller', wabaId: '1020', appId: '7070' });
    const { body } = await api.get('/1020/phone_numbers?fields=display_phone_number');
    assert.deepEqual(
      (body['data'] as { display_phone_number: string }[]).map((number) => number.display_phone_number),
      ['+573001112233', '+573001112244'],
    );
  });

  test('sends nothing until it is registered', async () => {
    shop.isRegistered = false;
    const message = { messaging_product: 'whatsapp', to: '573004445566', text: { body: 'x' } };
    assert.equal((await api.send(message)).error().code, 133010);
    const { body } = await api.get(`/${shop.phoneNumberId}?fields=platform_type,status`);
    assert.deepEqual([body['platform_type'], body['status']], ['NOT_APPLICABLE', 'PENDING']);
    const register = (pin: string): Promise<{ status: number }> =>
      api.post(`/${shop.phoneNumberId}/register`, { messaging_product: 'whatsapp', pin });
    assert.equal((await register('12')).status, 400);
    assert.equal((await register('123456')).status, 200);
    assert.equal((await api.send(message)).status, 200);
  });

  test('refuses all its messages when Meta says so', async () => {
    shop.refuseMessages = 368;
    const { status, error } = await api.send({
      messaging_product: 'whatsapp',
      to: '573004445566',
      text: { body: 'x' },
    });
    assert.deepEqual([status, error().code], [403, 368]);
    shop.refuseMessages = undefined;
  });
});

describe('A token', () => {
  test('is described: valid, expired, revoked or none', async () => {
    const described = async (token: string): Promise<Record<string, unknown>> =>
      (await api.get(`/debug_token?input_token=${token}`)).body['data'] as Record<string, unknown>;
    const expiresAt = time.clock().getTime() + 60_000;
    const token = graph.createToken({ appId: shop.appId, wabaIds: ['1020'], expiresAt });
    const valid = await described(token);
    assert.deepEqual([valid['is_valid'], valid['app_id'], valid['type']], [true, '7070', 'SYSTEM_USER']);
    assert.equal(valid['expires_at'], Math.floor(expiresAt / 1000));
    assert.deepEqual(valid['scopes'], ['whatsapp_business_messaging', 'whatsapp_business_management']);
    assert.deepEqual(valid['granular_scopes'], [
      { scope: 'whatsapp_business_messaging', target_ids: ['1020'] },
      { scope: 'whatsapp_business_management', target_ids: ['1020'] },
    ]);
    time.pass(60_000);
    const expired = await described(token);
    assert.deepEqual([expired['is_valid'], (expired['error'] as { subcode: number }).subcode], [false, 463]);
    const revoked = graph.createToken({ appId: shop.appId, wabaIds: ['1020'] });
    graph.revokeToken(revoked);
    assert.equal(((await described(revoked))['error'] as { subcode: number }).subcode, 460);
    assert.deepEqual((await described('nonsense'))['is_valid'], false);
    assert.equal((await described(shop.accessToken))['expires_at'], 0);
  });

  test('belongs to somebody and to an app', async () => {
    assert.equal(typeof (await api.get('/me')).body['id'], 'string');
    assert.deepEqual((await api.get('/7070')).body, { id: '7070', name: 'Tienda CRM' });
  });

  test('takes a proof that was made with the secret of its app, and no other', async () => {
    const asked = (secret: string): Promise<{ status: number }> => {
      const proof = createHmac('sha256', secret).update(shop.accessToken).digest('hex');
      return api.get(`/${shop.phoneNumberId}?fields=id&appsecret_proof=${proof}`);
    };
    assert.equal((await asked(shop.appSecret)).status, 200);
    assert.equal((await asked('another secret')).status, 400);
  });

  test('without it nothing is answered', async () => {
    const answer = await fetch(`${graph.url}/v26.0/${shop.phoneNumberId}`);
    assert.equal(answer.status, 401);
  });
});

describe('Webhooks', () => {
  test('are subscribed with an address of their own, once it has answered the verification', async () => {
    const subscribe = (verify_token: string): ReturnType<GraphClient['post']> =>
      api.post('/1020/subscribed_apps', { override_callback_uri: receiver.urlFor('ours'), verify_token });
    const refused = await subscribe('theirs');
    assert.deepEqual([refused.status, refused.error().code], [400, 2200]);
    assert.match(refused.error().message, /HTTP Status Code = 403/);
    assert.deepEqual((await api.get('/1020/subscribed_apps')).body, { data: [] });

    assert.deepEqual((await subscribe('ours')).body, { success: true });
    const [app] = (await api.get('/1020/subscribed_apps')).body['data'] as Record<string, { id?: string }>[];
    assert.equal(app?.['override_callback_uri'], receiver.urlFor('ours'));
    assert.equal(app['whatsapp_business_api_data']?.id, '7070');
    const luz = graph.createPerson({ phoneNumber: '573004445566', name: 'Luz' });
    await receiver.message((await luz.sendText(SHOP, 'Hola')).id);

    assert.deepEqual((await api.delete('/1020/subscribed_apps')).body, { success: true });
    receiver.forget();
    await luz.sendText(SHOP, 'Hola');
    await graph.whenWebhooksSent();
    assert.deepEqual(receiver.payloads, []);
  });

  test('of messages of one number go where the number says', async () => {
    await api.post('/1020/subscribed_apps', {});
    const webhook_configuration = { override_callback_uri: receiver.urlFor('mine'), verify_token: 'mine' };
    assert.deepEqual((await api.post(`/${shop.phoneNumberId}`, { webhook_configuration })).body, { success: true });
    const { body } = await api.get(`/${shop.phoneNumberId}?fields=webhook_configuration`);
    assert.deepEqual(body['webhook_configuration'], { phone_number: receiver.urlFor('mine') });
    const luz = graph.createPerson({ phoneNumber: '573004445566', name: 'Luz' });
    await receiver.message((await luz.sendText(SHOP, 'Hola')).id);
  });

  test('tell what happens to an account and its number', async () => {
    await api.post('/1020/subscribed_apps', { override_callback_uri: receiver.urlFor('ours'), verify_token: 'ours' });
    receiver.forget();
    shop.setQuality('RED');
    shop.setMessagingLimit('TIER_10K');
    const restriction_info = [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }];
    shop.updateAccount('ACCOUNT_RESTRICTION', { restriction_info });
    const { id } = graph.templates.add('1020', {
      name: 'hola',
      language: 'es',
      components: [{ type: 'BODY', text: 'Hola' }],
    });
    graph.templates.setQuality(id, 'YELLOW');
    await graph.whenWebhooksSent();
    const told = (field: string): object[] =>
      receiver.changes().flatMap(({ change }) => (change.field === field ? [change.value] : []));
    const of = { display_phone_number: SHOP };
    assert.deepEqual(told('phone_number_quality_update'), [
      { ...of, event: 'FLAGGED', current_limit: 'TIER_2K', max_daily_conversations_per_business: 'TIER_2K' },
      {
        ...of,
        event: 'UPGRADE',
        old_limit: 'TIER_2K',
        current_limit: 'TIER_10K',
        max_daily_conversations_per_business: 'TIER_10K',
      },
    ]);
    assert.deepEqual(told('business_capability_update'), [
      {
        max_daily_conversations_per_business: 10_000,
        max_phone_numbers_per_business: 25,
        max_phone_numbers_per_waba: 25,
      },
    ]);
    assert.deepEqual(told('account_update'), [{ event: 'ACCOUNT_RESTRICTION', restriction_info }]);
    assert.deepEqual(told('message_template_quality_update'), [
      {
        previous_quality_score: 'UNKNOWN',
        new_quality_score: 'YELLOW',
        message_template_id: Number(id),
        message_template_name: 'hola',
        message_template_language: 'es',
      },
    ]);
    assert.equal(typeof receiver.payloads[0]?.entry[0]?.time, 'number');
  });
});

describe('Templates', () => {
  test('are listed page by page', async () => {
    for (let count = 0; count < 5; count += 1) {
      graph.templates.add('1020', { name: `t${count}`, language: 'es', components: [{ type: 'BODY', text: 'Hola' }] });
    }
    const names: string[] = [];
    let path: string | undefined = '/1020/message_templates?fields=name,status&limit=2&name=t';
    while (path !== undefined) {
      const { body } = await api.get(path);
      names.push(...(body['data'] as { name: string }[]).map(({ name }) => name));
      const { next } = body['paging'] as { next?: string };
      path = next?.slice(`${graph.url}/v26.0`.length);
    }
    assert.deepEqual(names, ['t4', 't3', 't2', 't1', 't0']);
  });

  test('are shown whole, or as far as was asked', async () => {
    const { id } = graph.templates.add('1020', {
      name: 'oferta',
      language: 'es_CO',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Hola {{nombre}}' }],
    });
    assert.deepEqual((await api.get(`/${id}`)).body, {
      name: 'oferta',
      parameter_format: 'NAMED',
      components: [{ type: 'BODY', text: 'Hola {{nombre}}' }],
      language: 'es_CO',
      status: 'APPROVED',
      category: 'MARKETING',
      id,
    });
    assert.deepEqual((await api.get(`/${id}?fields=quality_score`)).body, { quality_score: { score: 'UNKNOWN' }, id });
  });

  test('so many calls an hour are answered, and then it is said when there will be more', async () => {
    const strict = await startGraphApi({ clock: time.clock, after: time.after, callsAnHour: 2 });
    const number = strict.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda', wabaId: '1020' });
    const client = new GraphClient(strict, number);
    const ask = (): ReturnType<GraphClient['get']> => client.get('/1020/message_templates');
    assert.deepEqual([(await ask()).status, (await ask()).status], [200, 200]);
    const refused = await ask();
    assert.deepEqual([refused.status, refused.error().code], [429, 80007]);
    const usage = JSON.parse(refused.headers.get('x-business-use-case-usage') ?? '{}') as Record<string, unknown>;
    assert.deepEqual(usage['1020'], [
      { type: 'whatsapp', call_count: 100, total_cputime: 0, total_time: 0, estimated_time_to_regain_access: 60 },
    ]);
    time.pass(3_600_000);
    assert.equal((await ask()).status, 200);
    await strict.close();
  });
});
