import type { BinaryNode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import { node, secondsOf } from '../wire/nodes.ts';
import type { Group } from './group.ts';

/** All about a group, as queries and notifications carry it (read by baileys/lib/Socket/groups.js, `extractGroupMetadata`). */
export function groupNode(group: Group): BinaryNode {
  const { creator, subjectSetBy, members } = group;
  const inNumbers = (account: Account): string | undefined => (group.addressing === 'lid' ? account.jid() : undefined);
  const attributes = {
    id: group.jid.replace('@g.us', ''),
    subject: group.subject,
    s_t: secondsOf(group.subjectSetAt),
    s_o: group.address(subjectSetBy),
    s_o_pn: inNumbers(subjectSetBy),
    creation: secondsOf(group.createdAt),
    creator: group.address(creator),
    creator_pn: inNumbers(creator),
    size: String(members.length),
    addressing_mode: group.addressing,
  };
  return node(
    'group',
    attributes,
    members.map((member) => participantNode(group, member)),
  );
}

/** One member. The other address goes along under the name it has for this kind. */
export function participantNode(group: Group, account: Account): BinaryNode {
  const rank = account === group.creator ? 'superadmin' : 'admin';
  return node('participant', {
    jid: group.address(account),
    [group.addressing === 'lid' ? 'phone_number' : 'lid']: group.otherAddress(account),
    type: account === group.admin ? rank : undefined,
  });
}
