import { randomInt } from 'node:crypto';
import type { BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import { node, secondsOf } from '../wire/nodes.ts';
import type { Group, GroupChange } from './group.ts';
import { groupNode, participantNode } from './group-node.ts';

/**
 * Tells everybody in a group what happened to it, whoever has just left included: a `w:gp2` notification
 * (baileys/lib/Socket/messages-recv.js, `handleGroupNotification`), which waits for companions that are away.
 */
export function announce(exchange: Exchange, group: Group, change: GroupChange): void {
  const { by } = change;
  const concerned = change.what === 'remove' ? [...group.members, change.whom] : group.members;
  const attributes = {
    id: String(randomInt(10 ** 9, 10 ** 10)),
    from: group.jid,
    type: 'w:gp2',
    participant: group.address(by),
    [group.addressing === 'lid' ? 'participant_pn' : 'participant_lid']: group.otherAddress(by),
    addressing_mode: group.addressing,
    notify: by.name,
    t: secondsOf(Date.now()),
  };
  for (const account of concerned) {
    exchange.phones.get(account.phoneNumber)?.groupChanged(group, change);
    for (const device of account.devices.keys()) {
      const told = toldTo(account, group, change);
      exchange.deliver(account, device, node('notification', attributes, [told]));
    }
  }
  exchange.changed();
}

/** Whoever is taken in gets the whole group instead of the news about itself. */
function toldTo(account: Account, group: Group, change: GroupChange): BinaryNode {
  switch (change.what) {
    case 'create':
      return node('create', { type: 'new' }, [groupNode(group)]);
    case 'subject':
      return node('subject', {
        subject: group.subject,
        s_t: secondsOf(group.subjectSetAt),
        s_o: group.address(group.subjectSetBy),
      });
    case 'add':
      if (account === change.whom) return node('create', {}, [groupNode(group)]);
      return node('add', {}, [participantNode(group, change.whom)]);
    case 'remove':
      return node('remove', {}, [participantNode(group, change.whom)]);
  }
}
