import { node, childrenOf } from '../wire/nodes.ts';
import { groupNode } from '../groups/group-node.ts';
import { FORBIDDEN, NOT_FOUND, NOT_IMPLEMENTED, type Answer, type Query } from './query.ts';

/** `w:g2`: the groups a companion's account is in, all or one (asked by baileys/lib/Socket/groups.js). */
export function answerGroupQuery({ exchange, account, iq }: Query): Answer {
  const asked = childrenOf(iq)[0]?.tag;
  if (asked === 'participating') {
    const own = [...exchange.groups.values()].filter((group) => group.has(account));
    return { content: [node('groups', {}, own.map(groupNode))] };
  }
  if (asked !== 'query') return NOT_IMPLEMENTED;
  const group = exchange.groups.get(iq.attrs['to'] ?? '');
  if (group === undefined) return NOT_FOUND;
  return group.has(account) ? { content: [groupNode(group)] } : FORBIDDEN;
}
