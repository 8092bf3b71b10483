import { createHash } from 'node:crypto';
import { getBinaryNodeChild, KEY_BUNDLE_TYPE, type BinaryNode } from 'baileys';
import type { PublicPreKey, PublicSignedPreKey } from '../signal/session.ts';
import { bigEndian, bytesOfChild, childrenOf, node, numberOfChild } from '../wire/nodes.ts';
import { EMPTY, NOT_IMPLEMENTED, type Answer, type Query } from './query.ts';

/** Signal's public keys: what a companion publishes of its own, and what it asks for of others. */
export function answerKeyQuery(query: Query): Answer {
  const { device, iq, exchange } = query;
  if (iq.attrs['type'] === 'set') {
    const signed = readSignedPreKey(getBinaryNodeChild(getBinaryNodeChild(iq, 'rotate') ?? iq, 'skey'));
    if (signed !== undefined) device.signedPreKey = signed;
    device.registrationId = numberOfChild(iq, 'registration') ?? device.registrationId;
    device.preKeys.push(...childrenOf(getBinaryNodeChild(iq, 'list')).flatMap((key) => readPreKey(key) ?? []));
    exchange.changed();
    return EMPTY;
  }
  switch (childrenOf(iq)[0]?.tag) {
    case 'count':
      return { content: [node('count', { value: String(device.preKeys.length) })] };
    case 'digest':
      return { content: [digest(query)] };
    case 'key':
      return { content: [bundles(query)] };
    default:
      return NOT_IMPLEMENTED;
  }
}

function bundles({ exchange, iq }: Query): BinaryNode {
  const users = childrenOf(getBinaryNodeChild(iq, 'key')).flatMap(({ attrs }) => {
    const address = exchange.directory.resolve(attrs['jid']);
    const bundle = address && exchange.bundle(address.account, address.device);
    // Somebody who does not exist is left out: one error would fail the whole query (baileys/lib/Utils/signal.js:118).
    if (address === undefined || bundle === undefined) return [];
    const identity = address.account.devices.get(address.device)?.signedIdentity;
    return node('user', { jid: attrs['jid'] }, [
      node('registration', {}, bigEndian(bundle.registrationId, 4)),
      node('type', {}, KEY_BUNDLE_TYPE),
      node('identity', {}, bundle.identityKey),
      ...(bundle.preKey === undefined ? [] : [preKeyNode('key', bundle.preKey)]),
      signedPreKeyNode(bundle.signedPreKey),
      ...(identity === undefined ? [] : [node('device-identity', {}, identity)]),
    ]);
  });
  return node('list', {}, users);
}

function digest({ device }: Query): BinaryNode {
  const hash = createHash('sha1').update(device.identityKey).update(device.signedPreKey.publicKey);
  for (const { publicKey } of device.preKeys) hash.update(publicKey);
  return node('digest', {}, [
    node('registration', {}, bigEndian(device.registrationId, 4)),
    node('type', {}, KEY_BUNDLE_TYPE),
    node('identity', {}, device.identityKey),
    node('skey', {}, [node('id', {}, bigEndian(device.signedPreKey.keyId, 3))]),
    node(
      'list',
      {},
      device.preKeys.map(({ keyId }) => node('id', {}, bigEndian(keyId, 3))),
    ),
    node('hash', {}, hash.digest()),
  ]);
}

function preKeyNode(tag: string, { keyId, publicKey }: PublicPreKey): BinaryNode {
  return node(tag, {}, [node('id', {}, bigEndian(keyId, 3)), node('value', {}, publicKey)]);
}

function signedPreKeyNode(key: PublicSignedPreKey): BinaryNode {
  const content = childrenOf(preKeyNode('skey', key));
  return node('skey', {}, [...content, node('signature', {}, key.signature)]);
}

function readPreKey(key: BinaryNode | undefined): PublicPreKey | undefined {
  const keyId = numberOfChild(key, 'id');
  const publicKey = bytesOfChild(key, 'value');
  return keyId === undefined || publicKey === undefined ? undefined : { keyId, publicKey };
}

function readSignedPreKey(key: BinaryNode | undefined): PublicSignedPreKey | undefined {
  const preKey = readPreKey(key);
  const signature = bytesOfChild(key, 'signature');
  return preKey === undefined || signature === undefined ? undefined : { ...preKey, signature };
}
