import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWhatsAppWebServer, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, linkedCompanion } from './support/companion.ts';

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
