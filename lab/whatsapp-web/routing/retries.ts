import { getBinaryNodeChild, type BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import type { KeyBundle } from '../signal/session.ts';
import { bytesOfChild, node, numberOfChild, secondsOf } from '../wire/nodes.ts';

/** A companion could not open a message and asks its author's device for it again. */
export function askAgain(
  exchange: Exchange,
  from: { account: Account; device: number },
  receipt: BinaryNode,
  id: string,
): void {
  const author = exchange.directory.resolve(receipt.attrs['to']);
  if (author === undefined) return;
  const recipient = exchange.directory.resolve(receipt.attrs['recipient']);
  if (author.device === 0) {
    const chat = author.account === from.account ? recipient?.account : from.account;
    if (chat === undefined) return;
    exchange.phones.get(author.account.phoneNumber)?.resend(id, from, chat, bundleIn(receipt));
    return;
  }
  const attributes = {
    id,
    type: 'retry',
    from: from.account.jid(from.device, author.addressing),
    recipient: receipt.attrs['recipient'],
    t: secondsOf(Date.now()),
  };
  exchange.deliver(author.account, author.device, node('receipt', attributes, receipt.content));
}

/** The fresh keys a second request carries (baileys/lib/Socket/messages-recv.js:504-520). */
export function bundleIn(receipt: BinaryNode): KeyBundle | undefined {
  const keys = getBinaryNodeChild(receipt, 'keys');
  const signed = getBinaryNodeChild(keys, 'skey');
  const oneTime = getBinaryNodeChild(keys, 'key');
  const registrationId = numberOfChild(receipt, 'registration');
  const identityKey = bytesOfChild(keys, 'identity');
  const keyId = numberOfChild(signed, 'id');
  const publicKey = bytesOfChild(signed, 'value');
  const signature = bytesOfChild(signed, 'signature');
  if (registrationId === undefined || keyId === undefined) return undefined;
  if (identityKey === undefined || publicKey === undefined || signature === undefined) return undefined;
  const preKeyId = numberOfChild(oneTime, 'id');
  const preKeyValue = bytesOfChild(oneTime, 'value');
  const preKey =
    preKeyId === undefined || preKeyValue === undefined ? undefined : { keyId: preKeyId, publicKey: preKeyValue };
  return { registrationId, identityKey, signedPreKey: { keyId, publicKey, signature }, preKey };
}
