import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getBinaryNodeChildren, type BinaryNode } from 'baileys';
import { startWhatsAppWebServer, type Group, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, copyOf, linkedCompanion, textOfMessage } from './support/companion.ts';

let lab: WhatsAppWebServer;
let shop: Phone;
let workshop: Phone;
let luz: Phone;
let juan: Phone;
let group: Group;
/** Two companions of the shop, and one of the workshop. */
let sales: Companion;
let office: Companion;
let repairs: Companion;
const sentTexts = new Map<string, string>();

before(async () => {
  lab = await startWhatsAppWebServer();
  shop = lab.createPhone({ phoneNumber: '573007770001', name: 'Tienda' });
  workshop = lab.createPhone({ phoneNumber: '573007770002', name: 'Taller' });
  luz = lab.createPhone({ phoneNumber: '573007770003', name: 'Luz' });
  juan = lab.createPhone({ phoneNumber: '573007770004', name: 'Juan' });
  sales = await linkedCompanion(lab.url, shop, sentTexts);
  office = await linkedCompanion(lab.url, shop, sentTexts);
  repairs = await linkedCompanion(lab.url, workshop, sentTexts);
  group = lab.createGroup({ subject: 'Pedidos', creator: shop, participants: [workshop, luz, juan] });
});
after(async () => {
  for (const companion of [sales, office, repairs]) await companion.end();
  await lab.close();
});

async function send(companion: Companion, text: string, id: string): Promise<void> {
  sentTexts.set(id, text);
  await companion.socket.sendMessage(group.jid, { text }, { messageId: id });
}

test('companions of one group read each other, and know their own', async () => {
  // People who also write to each other alone keep their sessions.
  await luz.sendText(shop.phoneNumber, 'en privado');
  await sales.socket.sendMessage(luz.jid, { text: 'también en privado' });
  for (const [author, companion, others] of [
    [shop, sales, [office, repairs]],
    [workshop, repairs, [sales, office]],
    [shop, office, [sales, repairs]],
    [workshop, repairs, [sales, office]],
  ] as const) {
    const id = `3EB0FROM${lab.phones().indexOf(author)}${String(sentTexts.size)}`;
    await send(companion, `escrito en ${author.name}`, id);
    for (const reader of others) {
      const message = await reader.message(id);
      assert.equal(textOfMessage(message), `escrito en ${author.name}`);
      assert.equal(message.key.participant, author.lid);
      assert.equal(message.key.fromMe, author === shop && reader !== repairs);
    }
    for (const phone of [shop, workshop, luz, juan]) {
      await phone.untilGroupLine(group, (line) => line.id === id && line.author === author.phoneNumber);
      assert.equal(phone.framesReceived(id), 1);
    }
  }
});

test('a phone hands its key over once, and again to those who stay when somebody has left', async () => {
  const parts = new Map<string, string[]>();
  repairs.socket.ws.on('CB:message', (stanza: BinaryNode) => {
    const kinds = getBinaryNodeChildren(stanza, 'enc').map(({ attrs }) => attrs['type'] ?? '');
    parts.set(stanza.attrs['id'] ?? '', kinds);
  });
  const kindsOf = async (text: string): Promise<string[]> => {
    const { id } = await luz.sendToGroup(group, text);
    assert.equal(textOfMessage(await repairs.message(id)), text);
    return (parts.get(id) ?? []).map((kind) => (kind === 'skmsg' ? 'text' : 'key'));
  };
  assert.deepEqual(await kindsOf('la primera'), ['key', 'text']);
  assert.deepEqual(await kindsOf('la segunda'), ['text']);
  group.remove(juan, juan);
  assert.deepEqual(await kindsOf('sin Juan'), ['key', 'text']);
  await shop.unlink(shop.devices().at(-1)?.id);
  assert.deepEqual(await kindsOf('sin la oficina'), ['key', 'text']);
  assert.deepEqual(await kindsOf('la última'), ['text']);
});

test('a companion that lost the key of another asks it again; nobody else gets the message twice', async () => {
  await repairs.end();
  const restored = copyOf(repairs.credentials);
  for (const key of restored.keys.keys()) if (/^(session|sender-key) /.test(key)) restored.keys.delete(key);
  repairs = new Companion(lab.url, restored, sentTexts);
  await repairs.open();
  await send(sales, '¿está listo?', '3EB0ASKEDAGAIN');
  const message = await repairs.until('the text', () =>
    repairs.received.find(({ key, message: content }) => key.id === '3EB0ASKEDAGAIN' && content),
  );
  assert.equal(textOfMessage(message), '¿está listo?');
  assert.equal(message.key.participant, shop.lid);
  assert.equal(luz.framesReceived('3EB0ASKEDAGAIN'), 1);
});

test('faults strike in groups too', async () => {
  lab.faults.dropSends = (id) => id === '3EB0GROUPDROPPED';
  await send(sales, 'perdido', '3EB0GROUPDROPPED');
  lab.faults.refuse.set(group.jid, 463);
  await send(sales, 'no se puede', '3EB0GROUPREFUSED');
  assert.equal((await sales.ack('3EB0GROUPREFUSED')).attrs['error'], '463');
  lab.faults.refuse.clear();
  assert.equal(luz.framesReceived('3EB0GROUPDROPPED') + luz.framesReceived('3EB0GROUPREFUSED'), 0);
  lab.faults.dropSends = 0;
  await send(sales, 'perdido', '3EB0GROUPDROPPED');
  await sales.ack('3EB0GROUPDROPPED');
  await luz.untilGroupLine(group, ({ id }) => id === '3EB0GROUPDROPPED');

  lab.faults.corrupt = 1;
  const { id } = await luz.sendToGroup(group, 'dañado en el camino');
  for (const companion of [sales, repairs]) {
    await companion.until('the text', () =>
      companion.received.find(({ key, message: content }) => key.id === id && content),
    );
  }
  assert.equal(lab.faults.corrupt, 0);
});

test('who was put out is told, and may write no more', async () => {
  group.remove(shop, workshop);
  await repairs.until('that it is out', () =>
    repairs.memberChanges.find(({ participants }) => participants.some(({ id }) => id === workshop.lid)),
  );
  const metadata = await sales.socket.groupMetadata(group.jid);
  await assert.rejects(repairs.socket.sendMessage(group.jid, { text: 'sigo aquí' }), /forbidden/);
  assert.equal(metadata.size, 2);
  const { id } = await luz.sendToGroup(group, 'entre nosotros');
  await sales.message(id);
  assert.equal(
    repairs.received.some(({ key }) => key.id === id),
    false,
  );
});
