import type { BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import { childrenOf, node } from '../wire/nodes.ts';

/** Shows on a contact's phone that a companion is writing to it, or on those of a group that it is writing there. */
export function takeTyping(exchange: Exchange, from: Account, stanza: BinaryNode): void {
  const to = exchange.directory.resolve(stanza.attrs['to']);
  const group = exchange.groups.get(stanza.attrs['to'] ?? '');
  const typing = childrenOf(stanza)[0]?.tag === 'composing';
  if (group?.has(from)) showInGroup(exchange, from, group, typing);
  if (to !== undefined) exchange.phones.get(to.account.phoneNumber)?.showTyping(from.phoneNumber, typing);
}

/** Tells the companions of `to` that somebody is writing; nobody keeps it for those who are away. */
export function spreadTyping(exchange: Exchange, from: Account, to: Account, typing: boolean): void {
  exchange.phones.get(to.phoneNumber)?.showTyping(from.phoneNumber, typing);
  for (const device of to.devices.keys()) {
    exchange.sendNow(to, device, node('chatstate', { from: from.jid() }, [node(typing ? 'composing' : 'paused')]));
  }
}

/** Tells everybody else in a group, phones and companions, that somebody is writing there. */
export function spreadTypingInGroup(exchange: Exchange, from: Account, group: Group, typing: boolean): void {
  showInGroup(exchange, from, group, typing);
  const told = node('chatstate', { from: group.jid, participant: group.address(from) }, [
    node(typing ? 'composing' : 'paused'),
  ]);
  for (const account of group.members) {
    if (account !== from) for (const device of account.devices.keys()) exchange.sendNow(account, device, told);
  }
}

function showInGroup(exchange: Exchange, from: Account, group: Group, typing: boolean): void {
  for (const account of group.members) {
    if (account !== from) exchange.phones.get(account.phoneNumber)?.showTyping(from.phoneNumber, typing, group);
  }
}

/** Answers a subscription: phones of the lab are always online. */
export function takePresence(exchange: Exchange, from: { account: Account; device: number }, stanza: BinaryNode): void {
  const to = exchange.directory.resolve(stanza.attrs['to']);
  if (stanza.attrs['type'] !== 'subscribe' || to === undefined) return;
  exchange.sendNow(from.account, from.device, node('presence', { from: to.account.jid(0, to.addressing) }));
}
