import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion, textOfMessage } from './support/companion.ts';

let lab: WhatsAppWebServer;
before(async () => void (lab = await startWhatsAppWebServer()));
after(() => lab.close());

test('a companion is linked by its QR code, told to restart, and logs in without another scan', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110001', name: 'Ana' });
  const stranger = new Companion(lab.url);
  const linked = await phone.scan(await stranger.until('a QR code', () => stranger.qrs[0]));
  assert.equal(await stranger.closed(), 515);

  const companion = new Companion(lab.url, stranger.credentials);
  await companion.open();
  assert.equal(companion.qrs.length, 0);
  assert.equal(companion.socket.user?.id, `573001110001:${linked.id}@s.whatsapp.net`);
  assert.deepEqual(
    phone.devices().map(({ id, online }) => ({ id, online })),
    [{ id: linked.id, online: true }],
  );
  await companion.end();
});

test('a QR code that no companion shows is refused', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110002', name: 'Beto' });
  await assert.rejects(phone.scan('2@none,AA==,AA==,AA=='), /unknown or has expired/);
  await assert.rejects(phone.scan('hello'), /not the QR code/);
});

test('a QR code expires with the connection that showed it', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110003', name: 'Caro' });
  const stranger = new Companion(lab.url);
  const qr = await stranger.until('a QR code', () => stranger.qrs[0]);
  lab.faults.closeAll(503);
  await stranger.closed();
  await assert.rejects(phone.scan(qr), /unknown or has expired/);
});

test('a QR code that a newer one has replaced is refused, the newer one links', async (t) => {
  const brief = await startWhatsAppWebServer({ qrLifetime: { first: 200, next: 60_000 } });
  t.after(() => brief.close());
  const phone = brief.createPhone({ phoneNumber: '573001110005', name: 'Eva' });
  const stranger = new Companion(brief.url, undefined, undefined, { qrTimeout: 200 });
  const newer = await stranger.until('a second QR code', () => stranger.qrs[1]);
  await assert.rejects(phone.scan(stranger.qrs[0] ?? ''), /A newer QR code has replaced this one/);
  assert.deepEqual(phone.devices(), []);
  await phone.scan(newer);
  assert.equal(await stranger.closed(), 515);
  assert.equal(phone.devices().length, 1);
});

test('an unlinked companion gets 401, at once when it is there and at log-in when it was away', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110004', name: 'Dario' });
  const present = await linkedCompanion(lab.url, phone);
  const absent = await linkedCompanion(lab.url, phone);
  await absent.end();
  await phone.unlink();
  assert.equal(await present.closed(), 401);
  const back = new Companion(lab.url, absent.credentials);
  assert.equal(await back.closed(), 401);
  assert.deepEqual(phone.devices(), []);
});

const CODE = 'ABCD2345';

/** A companion that shows a code for this phone, and the phone that knows of it. */
async function companionWithCode(server: WhatsAppWebServer, phone: Phone): Promise<Companion> {
  const stranger = new Companion(server.url);
  await stranger.until('a QR code', () => stranger.qrs[0]);
  await stranger.socket.requestPairingCode(phone.phoneNumber, CODE);
  await phone.untilLinkRequest();
  return stranger;
}

for (const typed of ['ABCD2345', 'abcd-2345', ' aBcD 2345 ']) {
  test(`a companion is linked by its code, typed as "${typed}", told to restart, and logs in`, async () => {
    const phone = lab.createPhone({ phoneNumber: '573001110006', name: 'Fabio' });
    const stranger = await companionWithCode(lab, phone);
    assert.equal(phone.linkRequest()?.device, 'Chrome (Mac OS)');
    const linked = await phone.enterPairingCode(typed);
    assert.equal(await stranger.closed(), 515);
    assert.equal(phone.linkRequest(), undefined);

    const companion = new Companion(lab.url, stranger.credentials);
    await companion.open();
    assert.equal(companion.socket.user?.id, `573001110006:${linked.id}@s.whatsapp.net`);
    await companion.end();
  });
}

test('a code that Baileys makes links, too, and messages flow', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110007', name: 'Gloria' });
  const contact = lab.createPhone({ phoneNumber: '573001110008', name: 'Hugo' });
  const stranger = new Companion(lab.url);
  await stranger.until('a QR code', () => stranger.qrs[0]);
  const code = await stranger.socket.requestPairingCode(phone.phoneNumber);
  await phone.untilLinkRequest();
  await phone.enterPairingCode(code);
  await stranger.closed();
  const companion = new Companion(lab.url, stranger.credentials);
  await companion.open();
  assert.equal(textOfMessage(await companion.message((await contact.sendText(phone.phoneNumber, 'hola')).id)), 'hola');
  await companion.end();
});

test('a wrong code does not link; the right one still does', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110009', name: 'Irma' });
  const stranger = await companionWithCode(lab, phone);
  await assert.rejects(phone.enterPairingCode('ABCD2346'), /not the code that the companion shows/);
  assert.deepEqual(phone.devices(), []);
  assert.equal(stranger.closedWith, undefined);
  await phone.enterPairingCode(CODE);
  assert.equal(await stranger.closed(), 515);
});

test('a code is asked of the phone with that number alone', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110010', name: 'Jorge' });
  const other = lab.createPhone({ phoneNumber: '573001110011', name: 'Karen' });
  const stranger = await companionWithCode(lab, phone);
  assert.equal(other.linkRequest(), undefined);
  await assert.rejects(other.enterPairingCode(CODE), /No companion waits for a code from this number/);
  await assert.rejects(phone.enterPairingCode('ABC-234'), /eight letters and digits/);
  await stranger.end();
});

test('a code ends with the connection of the companion that shows it', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110012', name: 'Lucio' });
  const stranger = await companionWithCode(lab, phone);
  lab.faults.closeAll(503);
  await stranger.closed();
  assert.equal(phone.linkRequest(), undefined);
  await assert.rejects(phone.enterPairingCode(CODE), /went away/);
});

test('a companion that goes away while the code is checked is not linked', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110013', name: 'Marta' });
  const stranger = await companionWithCode(lab, phone);
  const linking = phone.enterPairingCode(CODE);
  await Promise.all([assert.rejects(linking, /went away/), stranger.end()]);
  assert.deepEqual(phone.devices(), []);
});

test('a code expires when the QR codes of its companion have run out', async (t) => {
  const brief = await startWhatsAppWebServer({ qrLifetime: { first: 1, next: 0 } });
  t.after(() => brief.close());
  const phone = brief.createPhone({ phoneNumber: '573001110014', name: 'Nora' });
  const stranger = new Companion(brief.url);
  await stranger.until('a QR code', () => stranger.qrs[0]);
  const asked = new Promise<void>((resolve) => phone.onChange(resolve));
  await stranger.socket.requestPairingCode(phone.phoneNumber, CODE);
  await asked;
  assert.equal(phone.linkRequest(), undefined);
  await assert.rejects(phone.enterPairingCode(CODE), /expired/);
  await stranger.end();
});

test('a companion that shows a code can be scanned instead', async () => {
  const phone = lab.createPhone({ phoneNumber: '573001110015', name: 'Olga' });
  const stranger = await companionWithCode(lab, phone);
  await phone.scan(stranger.qrs[0] ?? '');
  assert.equal(await stranger.closed(), 515);
  assert.equal(phone.linkRequest(), undefined);
  await assert.rejects(phone.enterPairingCode(CODE), /No companion waits/);
});
