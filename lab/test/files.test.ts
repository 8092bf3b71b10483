import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { downloadContentFromMessage, type WAMessage } from 'baileys';
import { startWhatsAppWebServer, type NewFile, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { linkedCompanion, type Companion } from './support/companion.ts';

const BUSINESS = '573002250001';
const CONTACT = '573002250002';
const content = randomBytes(100_000);

const files: NewFile[] = [
  { kind: 'image', bytes: content, mimeType: 'image/jpeg', caption: 'Mira', width: 40, height: 30 },
  { kind: 'video', bytes: content, mimeType: 'video/mp4', caption: 'Mira', seconds: 4 },
  { kind: 'audio', bytes: content, mimeType: 'audio/ogg; codecs=opus', voice: true, seconds: 3 },
  { kind: 'document', bytes: content, mimeType: 'application/pdf', fileName: 'lista.pdf' },
  { kind: 'sticker', bytes: content, mimeType: 'image/webp', width: 512, height: 512 },
];

describe('Files', () => {
  let lab: WhatsAppWebServer;
  let business: Phone;
  let contact: Phone;
  let companion: Companion;
  before(async () => {
    lab = await startWhatsAppWebServer();
    business = lab.createPhone({ phoneNumber: BUSINESS, name: 'Tienda' });
    contact = lab.createPhone({ phoneNumber: CONTACT, name: 'Luz' });
    companion = await linkedCompanion(lab.url, business);
  });
  after(async () => {
    await companion.end();
    await lab.close();
  });

  /** What Baileys would fetch from `https://mmg.whatsapp.net`. */
  const fetched = (path: string | null | undefined): Promise<Response> => fetch(lab.mediaUrl + (path ?? ''));
  const imageOf = (message: WAMessage) => message.message?.imageMessage ?? assert.fail('no image');
  const sendImage = async (): Promise<WAMessage> => {
    const [image] = files;
    const { id } = await contact.sendFile(BUSINESS, image ?? assert.fail());
    return companion.message(id);
  };

  for (const file of files) {
    it(`are shown and opened by the other phone: ${file.kind}`, async () => {
      const { id } = await contact.sendFile(BUSINESS, file);
      const line = await business.untilLine(CONTACT, (shown) => shown.id === id);
      assert.partialDeepStrictEqual(line.file, { kind: file.kind, mimeType: file.mimeType, bytes: content.length });
      assert.equal(line.text, file.caption ?? `[${file.kind}]`);
      assert.deepEqual(await business.openFile(CONTACT, id), content);
    });
  }

  it('are decrypted by what Baileys decrypts with', async () => {
    const image = imageOf(await sendImage());
    const sealed = Buffer.from(await (await fetched(image.directPath)).arrayBuffer());
    const url = `data:application/octet-stream;base64,${sealed.subarray(0, -10).toString('base64')}`;
    // Baileys fetches by `url` where there is no path.
    const media = { mediaKey: image.mediaKey ?? null, directPath: null, url };
    const parts: Buffer[] = [];
    for await (const part of await downloadContentFromMessage(media, 'image')) parts.push(part as Buffer);
    assert.deepEqual(Buffer.concat(parts), content);
  });

  it('can be gone, cut, damaged, or refused when they are uploaded', async () => {
    const { directPath } = imageOf(await sendImage());
    Object.assign(lab.faults, { loseFiles: 1 });
    assert.equal((await fetched(directPath)).status, 404);
    lab.faults.cutFiles = 1;
    await assert.rejects(async () => (await fetched(directPath)).arrayBuffer());
    const whole = Buffer.from(await (await fetched(directPath)).arrayBuffer());
    lab.faults.damageFiles = 1;
    assert.notDeepEqual(Buffer.from(await (await fetched(directPath)).arrayBuffer()), whole);
    const { auth } = await companion.socket.refreshMediaConn();
    const upload = (token: string) =>
      fetch(`${lab.mediaUrl}/mms/image/${token}?auth=${auth}&token=${token}`, { method: 'POST', body: 'x' });
    lab.faults.refuseUploads = 1;
    assert.equal((await upload('x')).status, 503);
    assert.equal((await upload('not-its-hash')).status, 400);
  });

  it('are uploaded anew by the phone where WhatsApp has deleted them', async () => {
    const message = await sendImage();
    const before = imageOf(message).directPath ?? '';
    await lab.files.expire(before);
    assert.equal((await fetched(before)).status, 404);
    await companion.socket.updateMediaMessage(message);
    const { directPath } = imageOf(message);
    assert.notEqual(directPath, before);
    assert.equal((await fetched(directPath)).status, 200);
    await lab.files.forget(before);
    await assert.rejects(companion.socket.updateMediaMessage(message), /re-upload/);
  });
});
