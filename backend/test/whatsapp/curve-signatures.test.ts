import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { Curve } from 'baileys';
import '../../src/whatsapp/whatsapp-web/index.ts';

describe('Signatures on Curve25519', () => {
  const owner = Curve.generateKeyPair();
  const other = Curve.generateKeyPair();

  it('are good where the owner of the key made them, whatever is signed', () => {
    for (let round = 0; round < 50; round += 1) {
      const [key, signed] = [Curve.generateKeyPair(), randomBytes(round * 7 + 1)];
      assert.ok(Curve.verify(key.public, signed, Curve.sign(key.private, signed)));
    }
  });

  it('are not where anything is another: the key, what is signed, a bit of the signature', () => {
    const signed = randomBytes(100);
    const signature = Curve.sign(owner.private, signed);
    assert.equal(Curve.verify(other.public, signed, signature), false);
    assert.equal(Curve.verify(owner.public, randomBytes(100), signature), false);
    for (let bit = 0; bit < 512; bit += 1) {
      const changed = Buffer.from(signature);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(Curve.verify(owner.public, signed, changed), false, `bit ${String(bit)}`);
    }
    assert.equal(Curve.verify(owner.public, signed, randomBytes(64)), false);
    assert.equal(Curve.verify(owner.public, signed, Buffer.alloc(64)), false);
  });
});
