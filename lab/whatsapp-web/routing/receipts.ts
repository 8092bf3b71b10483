import { type BinaryNode } from 'baileys';
import type { Account, Addressing } from '../accounts/account.ts';
import { acknowledge } from '../accounts/device.ts';
import type { Exchange } from '../exchange.ts';
import { childrenOf, node, secondsOf } from '../wire/nodes.ts';
import { takeGroupReceipt } from './group-receipts.ts';
import { askAgain } from './retries.ts';

export interface Receipt {
  ids: string[];
  reader: Account;
  author: Account;
  status: 'delivered' | 'read';
  addressing: Addressing;
}

/** Tells the author's phone and companions, and the reader's own other devices, that messages came or were read. */
export function spreadReceipt(exchange: Exchange, { ids, reader, author, status, addressing }: Receipt): void {
  const [id, ...others] = ids;
  if (id === undefined) return;
  const list =
    others.length === 0
      ? undefined
      : [
          node(
            'list',
            {},
            others.map((other) => node('item', { id: other })),
          ),
        ];
  const t = secondsOf(Date.now());
  exchange.phones.get(author.phoneNumber)?.markFromOther(reader.phoneNumber, ids, status);
  for (const device of author.devices.keys()) {
    // A delivery receipt is the one without a type (baileys/lib/Utils/generics.js, `getStatusFromReceiptType`).
    const type = status === 'read' ? 'read' : undefined;
    exchange.deliver(author, device, node('receipt', { id, from: reader.jid(0, addressing), type, t }, list));
  }
  if (status !== 'read') return;
  exchange.phones.get(reader.phoneNumber)?.markFromOther(author.phoneNumber, ids, 'read');
  for (const device of reader.devices.keys()) {
    const attributes = {
      id,
      from: reader.jid(0, addressing),
      recipient: author.jid(0, addressing),
      type: 'read-self',
      t,
    };
    exchange.deliver(reader, device, node('receipt', attributes, list));
  }
}

/** A receipt that a companion sends: for the server's queue, for the author, or a request to send again. */
export function takeReceipt(exchange: Exchange, from: { account: Account; device: number }, stanza: BinaryNode): void {
  const device = from.account.devices.get(from.device);
  const { id, type, to } = stanza.attrs;
  if (device === undefined || id === undefined) return;
  const ids = [id, ...childrenOf(childrenOf(stanza)[0]).flatMap((item) => item.attrs['id'] ?? [])];

  if (type === 'server-error') {
    askForFile(exchange, from, stanza, id);
    return;
  }
  const group = exchange.groups.get(to ?? '');
  if (type === 'retry' && group === undefined) {
    askAgain(exchange, from, stanza, id);
    return;
  }
  if (type === 'hist_sync') device.greeted = true;
  if (type !== 'retry') for (const acknowledged of ids) acknowledge(device, { tag: 'message', id: acknowledged });
  exchange.changed();
  if (group !== undefined) {
    takeGroupReceipt(exchange, group, from, stanza, ids);
    return;
  }

  const author = exchange.directory.resolve(to);
  if (author === undefined || author.account === from.account) return;
  const receipt = { ids, reader: from.account, author: author.account, addressing: author.addressing };
  if (type === 'read') spreadReceipt(exchange, { ...receipt, status: 'read' });
  // `inactive`: delivered to a companion nobody is looking at (baileys/lib/Socket/messages-recv.js:1411).
  else if (type === undefined || type === 'inactive') spreadReceipt(exchange, { ...receipt, status: 'delivered' });
  else if (type === 'read-self') {
    exchange.phones.get(from.account.phoneNumber)?.markFromOther(author.account.phoneNumber, ids, 'read');
  }
}

/** A companion could not fetch a file: its own phone may still have it. */
function askForFile(
  exchange: Exchange,
  from: { account: Account; device: number },
  stanza: BinaryNode,
  id: string,
): void {
  const { jid, from_me, participant } = childrenOf(stanza).find(({ tag }) => tag === 'rmr')?.attrs ?? {};
  const request = { id, chat: jid ?? '', fromMe: from_me === 'true', participant, device: from.device };
  exchange.phones.get(from.account.phoneNumber)?.renewFile(request);
}
