import { getBinaryNodeChild, getBinaryNodeChildren, type BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { DeviceOf, Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import { node, secondsOf } from '../wire/nodes.ts';

/** Who wrote what to a group, and when (milliseconds, whole seconds). */
export interface GroupHeading {
  id: string;
  group: Group;
  sender: Account;
  senderDevice: number;
  sentAt: number;
  /** The kind of stanza; a text where nothing is said. */
  type?: string | undefined;
}

/**
 * The attributes of a group's message, the same for every companion. The author's other address goes along
 * (baileys/lib/Utils/decode-wa-message.js, `extractAddressingContext`).
 */
export function groupHeading({
  id,
  group,
  sender,
  senderDevice,
  sentAt,
  type = 'text',
}: GroupHeading): Record<string, string> {
  return {
    id,
    from: group.jid,
    participant: group.address(sender, senderDevice),
    [group.addressing === 'lid' ? 'participant_pn' : 'participant_lid']: group.otherAddress(sender),
    addressing_mode: group.addressing,
    type,
    t: secondsOf(sentAt),
    notify: sender.name,
  };
}

/**
 * Takes a companion's message to a group: acknowledges it and hands to every device in the group what it needs to read
 * it: the text, encrypted once for all, and where the companion put it, its key, encrypted for this device alone.
 */
export function routeGroupMessage(
  exchange: Exchange,
  group: Group,
  from: DeviceOf,
  stanza: BinaryNode,
  acknowledge: (error?: number) => void,
): void {
  const { id } = stanza.attrs;
  if (id === undefined || exchange.faults.strikes('dropSends', id)) return;
  // Who is not in a group cannot even ask about it (403); that a message gets the same answer is assumed.
  const refusal = group.has(from.account) ? exchange.faults.refuse.get(group.jid) : 403;
  if (refusal !== undefined) {
    acknowledge(refusal);
    return;
  }
  if (!exchange.faults.strikes('dropAcks', id)) acknowledge();

  const sentAt = Math.floor(Date.now() / 1000) * 1000;
  const heading = { id, group, sender: from.account, senderDevice: from.device, sentAt, type: stanza.attrs['type'] };
  const identity = getBinaryNodeChild(stanza, 'device-identity');
  const text = getBinaryNodeChildren(stanza, 'enc');
  const keys = keysIn(exchange, stanza);
  for (const { account, device } of recipientsOf(exchange, group, from, stanza)) {
    const parts = [keys.get(account.jid(device)) ?? [], text].flat();
    if (device === 0) exchange.phones.get(account.phoneNumber)?.receiveInGroup({ ...heading, parts });
    else {
      const content = identity === undefined ? parts : [...parts, identity];
      exchange.deliver(account, device, node('message', groupHeading(heading), content));
    }
  }
}

/** Everybody's devices but the one that wrote; or the single one that asked for it again. */
function recipientsOf(exchange: Exchange, group: Group, from: DeviceOf, stanza: BinaryNode): DeviceOf[] {
  const only = exchange.directory.resolve(stanza.attrs['participant']);
  if (only !== undefined) return [only];
  // The author's phone first: receipts of the others must find the line on it.
  const others = group.members.filter((member) => member !== from.account);
  return [from.account, ...others]
    .flatMap((account) => [0, ...account.devices.keys()].map((device) => ({ account, device })))
    .filter(({ account, device }) => account !== from.account || device !== from.device);
}

/** The sender's key as it is encrypted for each device that does not have it yet, by the device's address. */
function keysIn(exchange: Exchange, stanza: BinaryNode): Map<string, BinaryNode> {
  const parts = getBinaryNodeChildren(getBinaryNodeChild(stanza, 'participants'), 'to');
  return new Map(
    parts.flatMap((part) => {
      const address = exchange.directory.resolve(part.attrs['jid']);
      const enc = getBinaryNodeChild(part, 'enc');
      return address === undefined || enc === undefined ? [] : [[address.account.jid(address.device), enc] as const];
    }),
  );
}
