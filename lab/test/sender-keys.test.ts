import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlreadyOpenedError } from '../whatsapp-web/signal/receiving.ts';
import { SenderKeys } from '../whatsapp-web/signal/sender-keys.ts';

const GROUP = '120363000000000001@g.us';
const AUTHOR = '573001112233@s.whatsapp.net';
const READER = '573004445566@s.whatsapp.net';
const SIGNATURE_BYTES = 64;

function newKeys(): SenderKeys {
  return new SenderKeys({ own: {}, others: {} });
}

/** An author and a reader who has the author's key. */
function acquainted(): { author: SenderKeys; reader: SenderKeys; write: (text: string) => Buffer } {
  const author = newKeys();
  const reader = newKeys();
  reader.takeOver(GROUP, AUTHOR, author.handOver(GROUP, READER));
  return { author, reader, write: (text) => author.encrypt(GROUP, Buffer.from(text)) };
}

test('messages that overtake each other open once each', () => {
  const { reader, write } = acquainted();
  const [first, second, third] = ['uno', 'dos', 'tres'].map(write);
  assert.ok(first && second && third);
  for (const [message, text] of [
    [third, 'tres'],
    [first, 'uno'],
    [second, 'dos'],
  ] as const) {
    assert.equal(reader.decrypt(GROUP, AUTHOR, message).toString(), text);
    assert.throws(() => reader.decrypt(GROUP, AUTHOR, message), AlreadyOpenedError);
  }
});

test('a message that was changed, or that another member signed, does not open and costs nothing', () => {
  const { author, reader, write } = acquainted();
  const message = write('auténtico');
  for (const place of [message.length - 1, message.length - SIGNATURE_BYTES - 1]) {
    const changed = Buffer.from(message);
    changed[place] = (changed[place] ?? 0) ^ 1;
    assert.throws(() => reader.decrypt(GROUP, AUTHOR, changed), /Bad signature/);
  }
  const forger = new SenderKeys(structuredClone(author.saved()));
  const own = forger.saved().own[GROUP];
  const stranger = newKeys();
  stranger.handOver(GROUP, READER);
  const signing = stranger.saved().own[GROUP]?.signing;
  assert.ok(own && signing);
  own.chain = { key: Buffer.from(own.chain.key), counter: own.chain.counter };
  own.signing = { public: Buffer.from(signing.public), private: Buffer.from(signing.private) };
  assert.throws(() => reader.decrypt(GROUP, AUTHOR, forger.encrypt(GROUP, Buffer.from('falso'))), /Bad signature/);
  assert.equal(reader.decrypt(GROUP, AUTHOR, message).toString(), 'auténtico');
});

test('who gets the key later reads from then on', () => {
  const { author, write } = acquainted();
  const before = write('antes');
  const late = newKeys();
  late.takeOver(GROUP, AUTHOR, author.handOver(GROUP, 'late'));
  assert.throws(() => late.decrypt(GROUP, AUTHOR, before), AlreadyOpenedError);
  assert.equal(late.decrypt(GROUP, AUTHOR, write('después')).toString(), 'después');
});

test('a renewed key has to be handed over again; what was written before still opens', () => {
  const { author, reader, write } = acquainted();
  const before = write('antes');
  author.renew(GROUP);
  assert.equal(author.isSharedWith(GROUP, READER), false);
  const after = write('después');
  assert.throws(() => reader.decrypt(GROUP, AUTHOR, after), /No sender key/);
  reader.takeOver(GROUP, AUTHOR, author.handOver(GROUP, READER));
  assert.equal(reader.decrypt(GROUP, AUTHOR, before).toString(), 'antes');
  assert.equal(reader.decrypt(GROUP, AUTHOR, write('al fin')).toString(), 'al fin');
});

test('a device that is gone makes the keys it had renew, and no others', () => {
  const { author } = acquainted();
  author.handOver('other@g.us', 'somebody');
  author.forget(READER);
  assert.equal(author.isSharedWith(GROUP, READER), false);
  assert.equal(author.isSharedWith('other@g.us', 'somebody'), true);
});
