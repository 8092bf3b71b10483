import { getBinaryNodeChild, type BinaryNode } from 'baileys';
import type { Account, Addressing } from '../accounts/account.ts';
import { digitsOf } from '../accounts/directory.ts';
import { childrenOf, node, secondsOf, textOf } from '../wire/nodes.ts';
import { NOT_IMPLEMENTED, type Answer, type Query } from './query.ts';

/** `usync`: who exists, with which devices and which LID (read by baileys/lib/WAUSync/USyncQuery.js:27-68). */
export function answerUserQuery(query: Query): Answer {
  const usync = getBinaryNodeChild(query.iq, 'usync');
  if (usync === undefined) return NOT_IMPLEMENTED;
  const protocols = childrenOf(getBinaryNodeChild(usync, 'query')).map(({ tag }) => tag);
  const users = childrenOf(getBinaryNodeChild(usync, 'list')).flatMap((user) => answerUser(query, user, protocols));
  const { context, mode, sid } = usync.attrs;
  const attributes = { context, mode, sid, index: '0', last: 'true' };
  const results = protocols.map((protocol) => node(protocol, {}));
  return { content: [node('usync', attributes, [node('result', {}, results), node('list', {}, users)])] };
}

function answerUser({ exchange, account }: Query, user: BinaryNode, protocols: string[]): BinaryNode[] {
  const phone = textOf(getBinaryNodeChild(user, 'contact'));
  const typed = `${digitsOf(phone)}@s.whatsapp.net`;
  const asked = user.attrs['jid'] ?? exchange.directory.reach(phone)?.jid() ?? typed;
  const address = exchange.directory.resolve(asked);
  const found = address?.account;
  if (found !== undefined && protocols.includes('devices')) exchange.watchDevices(found, account);
  const content = protocols.flatMap((protocol) => {
    if (protocol === 'contact')
      return node('contact', { type: found === undefined ? 'out' : 'in' }, phone || undefined);
    return found === undefined || address === undefined ? [] : (details(protocol, found, address.addressing) ?? []);
  });
  return found === undefined && !protocols.includes('contact') ? [] : [node('user', { jid: asked }, content)];
}

function details(protocol: string, account: Account, addressing: Addressing): BinaryNode | undefined {
  switch (protocol) {
    case 'devices':
      return devices(account);
    case 'lid':
      // Only for a number: Baileys would store a LID as its own number (baileys/lib/Socket/messages-send.js:188).
      return addressing === 'pn' ? node('lid', { val: account.jid(0, 'lid') }) : undefined;
    case 'status':
      return node('status', { t: '0' }, Buffer.from(''));
    case 'disappearing_mode':
      return node('disappearing_mode', { duration: '0', t: '0' });
    default:
      return undefined;
  }
}

/** Companions without a key index would be left out (baileys/lib/Utils/signal.js:163). */
function devices(account: Account): BinaryNode {
  const list = [node('device', { id: '0' })];
  for (const { id, keyIndex } of account.devices.values()) {
    list.push(node('device', { id: String(id), 'key-index': String(keyIndex) }));
  }
  return node('devices', {}, [
    node('device-list', {}, list),
    node('key-index-list', { ts: secondsOf(Date.now()) }, Buffer.alloc(0)),
  ]);
}
