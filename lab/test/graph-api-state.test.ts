import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startGraphApi } from '../graph-api/index.ts';
import { GraphClient } from './support/graph-client.ts';
import { WebhookReceiver } from './support/webhook-receiver.ts';

const SHOP = '573001112233';
const LUZ = '573004445566';

let directory: string;
let receiver: WebhookReceiver;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lab-graph-state-'));
  receiver = await WebhookReceiver.start();
});
after(async () => {
  await receiver.close();
  await rm(directory, { recursive: true });
});

test('numbers, tokens, people, chats, files and templates outlive a restart', async () => {
  const stateFile = join(directory, 'graph.json');
  const first = await startGraphApi({ stateFile });
  const shop = first.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Tienda' });
  receiver.secret = shop.appSecret;
  await shop.setWebhook(receiver.urlFor(shop.verifyToken));
  const luz = first.createPerson({ phoneNumber: LUZ, name: 'Luz' });
  const { id } = await luz.sendText(SHOP, 'Hola');
  await luz.sendFile(SHOP, { kind: 'document', bytes: Buffer.from('bytes'), mimeType: 'application/pdf' });
  first.templates.add(shop.wabaId, { name: 'a', language: 'es', components: [{ type: 'BODY', text: 'A' }] });
  first.templates.add(shop.wabaId, { name: 'b', language: 'es', components: [{ type: 'BODY', text: 'B' }] });
  shop.setQuality('YELLOW');
  luz.online = false;
  await new GraphClient(first, shop).send({ messaging_product: 'whatsapp', to: LUZ, text: { body: 'Luego' } });
  await first.whenWebhooksSent();
  await first.close();
  receiver.forget();

  const second = await startGraphApi({ stateFile });
  const again = second.createBusinessNumber({ phoneNumber: SHOP, verifiedName: 'Otra' });
  assert.deepEqual(
    [again.verifiedName, again.phoneNumberId, again.accessToken, again.appSecret],
    ['Tienda', shop.phoneNumberId, shop.accessToken, shop.appSecret],
  );
  assert.deepEqual(
    second.templates.list(again.wabaId).map(({ name }) => name),
    ['b', 'a'],
  );
  const api = new GraphClient(second, again);
  assert.equal((await api.get(`/${again.phoneNumberId}`)).body['quality_rating'], 'YELLOW');
  const back = second.person(LUZ);
  assert.ok(back);
  assert.deepEqual(
    back.chat(SHOP).map((line) => line.text),
    ['Hola', '[document]'],
  );
  assert.equal((await back.openFile(SHOP, back.chat(SHOP)[1]?.id ?? '')).toString(), 'bytes');
  back.online = true;
  await back.untilLine(SHOP, (line) => line.text === 'Luego');
  await receiver.message((await back.reply(SHOP, id, '¿Sí?')).id);
  await second.close();
});

test('a file of another kind is not taken for a state', async () => {
  const stateFile = join(directory, 'other.json');
  await writeFile(stateFile, '{"version":99}');
  await assert.rejects(startGraphApi({ stateFile }), /no state of the Graph API of version 1/);
});
