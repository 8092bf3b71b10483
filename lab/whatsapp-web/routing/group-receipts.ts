import type { BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { DeviceOf, Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import { node, secondsOf } from '../wire/nodes.ts';
import { bundleIn } from './retries.ts';

export interface GroupReceipt {
  ids: string[];
  group: Group;
  reader: Account;
  author: Account;
  status: 'delivered' | 'read';
}

/** Tells the author's devices who has got or read what, and the reader's own other devices what is read. */
export function spreadGroupReceipt(exchange: Exchange, { ids, group, reader, author, status }: GroupReceipt): void {
  const [id, ...others] = ids;
  if (id === undefined) return;
  const items = others.map((other) => node('item', { id: other }));
  const list = items.length === 0 ? undefined : [node('list', {}, items)];
  const common = { id, from: group.jid, participant: group.address(reader), t: secondsOf(Date.now()) };
  exchange.phones.get(author.phoneNumber)?.markInGroup(group, ids, reader, status);
  for (const device of author.devices.keys()) {
    const type = status === 'read' ? 'read' : undefined;
    exchange.deliver(author, device, node('receipt', { ...common, type }, list));
  }
  if (status !== 'read') return;
  exchange.phones.get(reader.phoneNumber)?.markInGroup(group, ids, reader, 'read');
  for (const device of reader.devices.keys()) {
    const attributes = { ...common, recipient: group.address(author), type: 'read-self' };
    exchange.deliver(reader, device, node('receipt', attributes, list));
  }
}

/** A companion's receipt for what `participant` wrote to a group: for the author, or a request to send it again. */
export function takeGroupReceipt(
  exchange: Exchange,
  group: Group,
  from: DeviceOf,
  receipt: BinaryNode,
  ids: string[],
): void {
  const { type, participant } = receipt.attrs;
  const author = exchange.directory.resolve(participant);
  if (author === undefined) return;
  if (type === 'retry') {
    askGroupAgain(exchange, group, { from, author, receipt });
    return;
  }
  if (author.account === from.account) return;
  const common = { ids, group, reader: from.account, author: author.account };
  if (type === 'read') spreadGroupReceipt(exchange, { ...common, status: 'read' });
  else if (type === undefined || type === 'inactive') spreadGroupReceipt(exchange, { ...common, status: 'delivered' });
  else if (type === 'read-self') {
    exchange.phones.get(from.account.phoneNumber)?.markInGroup(group, ids, from.account, 'read');
  }
}

function askGroupAgain(
  exchange: Exchange,
  group: Group,
  { from, author, receipt }: { from: DeviceOf; author: DeviceOf; receipt: BinaryNode },
): void {
  const { id } = receipt.attrs;
  if (id === undefined || !group.has(from.account)) return;
  if (author.device === 0) {
    exchange.phones.get(author.account.phoneNumber)?.resendInGroup(id, group, from, bundleIn(receipt));
    return;
  }
  const participant = group.address(from.account, from.device);
  const attributes = { id, type: 'retry', from: group.jid, participant, t: secondsOf(Date.now()) };
  exchange.deliver(author.account, author.device, node('receipt', attributes, receipt.content));
}
