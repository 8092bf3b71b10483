import { getBinaryNodeChild, getBinaryNodeChildren, type BinaryNode } from 'baileys';
import type { Account, Addressing } from '../accounts/account.ts';
import type { Address } from '../accounts/directory.ts';
import type { Exchange } from '../exchange.ts';
import { node, secondsOf } from '../wire/nodes.ts';
import { routeGroupMessage } from './group-messages.ts';

/** Who wrote, to whom, and how a companion is to read it. */
export interface Heading {
  id: string;
  sender: Account;
  senderDevice: number;
  recipient: Account;
  addressing: Addressing;
  sentAt: number;
  /** The kind of stanza; a text where nothing is said. */
  type?: string | undefined;
  category?: string | undefined;
}

/**
 * The attributes of a message for one companion. The other form of each address goes along, so that the companion
 * learns which number and LID are the same person (baileys/lib/Utils/decode-wa-message.js, `extractAddressingContext`).
 */
export function headingFor(reader: Account, heading: Heading): Record<string, string | undefined> {
  const { id, sender, senderDevice, recipient, addressing, sentAt, type = 'text', category } = heading;
  const other: Addressing = addressing === 'pn' ? 'lid' : 'pn';
  const own = reader === sender;
  return {
    id,
    from: sender.jid(senderDevice, addressing),
    type,
    t: secondsOf(sentAt),
    notify: sender.name,
    addressing_mode: addressing,
    category,
    recipient: own && category !== 'peer' ? recipient.jid(0, addressing) : undefined,
    [own ? `peer_recipient_${other}` : `sender_${other}`]: own
      ? category === 'peer'
        ? undefined
        : recipient.jid(0, other)
      : sender.jid(0, other),
  };
}

/** Takes a companion's message: acknowledges it and hands each part to the device it is encrypted for. */
export function routeMessage(
  exchange: Exchange,
  from: { account: Account; device: number },
  stanza: BinaryNode,
  acknowledge: (error?: number) => void,
): void {
  const { id, to, recipient: chatOfOwn, category } = stanza.attrs;
  const group = exchange.groups.get(to ?? '');
  if (group !== undefined) {
    routeGroupMessage(exchange, group, from, stanza, acknowledge);
    return;
  }
  const target = exchange.directory.resolve(to);
  if (id === undefined || exchange.faults.strikes('dropSends', id)) return;
  // WhatsApp does not carry a message to a number it does not know.
  if (target === undefined) {
    acknowledge(404);
    return;
  }
  const refusal = exchange.faults.refuse.get(target.account.phoneNumber);
  if (refusal !== undefined) {
    acknowledge(refusal);
    return;
  }
  if (!exchange.faults.strikes('dropAcks', id)) acknowledge();

  const chat = exchange.directory.resolve(chatOfOwn) ?? target;
  const identity = getBinaryNodeChild(stanza, 'device-identity');
  const heading: Heading = {
    id,
    sender: from.account,
    senderDevice: from.device,
    recipient: chat.account,
    addressing: chat.addressing,
    sentAt: Math.floor(Date.now() / 1000) * 1000,
    type: stanza.attrs['type'],
    category,
  };
  for (const { address, enc } of partsOf(exchange, stanza, target)) {
    if (address.device === 0) {
      exchange.phones.get(address.account.phoneNumber)?.receive({ ...heading, enc });
    } else {
      const content = identity === undefined ? [enc] : [enc, identity];
      exchange.deliver(address.account, address.device, node('message', headingFor(address.account, heading), content));
    }
  }
}

/** One part for each device; a message for a single device (a retry, a peer message) carries its part directly. */
function partsOf(exchange: Exchange, stanza: BinaryNode, target: Address): { address: Address; enc: BinaryNode }[] {
  const direct = getBinaryNodeChild(stanza, 'enc');
  if (direct !== undefined) return [{ address: target, enc: direct }];
  return getBinaryNodeChildren(getBinaryNodeChild(stanza, 'participants'), 'to').flatMap((part) => {
    const address = exchange.directory.resolve(part.attrs['jid']);
    const enc = getBinaryNodeChild(part, 'enc');
    return address === undefined || enc === undefined ? [] : [{ address, enc }];
  });
}
