import { getBinaryNodeChild, type BinaryNode } from 'baileys';
import { UPLOAD_TOKEN } from '../media/file-host.ts';
import { childrenOf, node } from '../wire/nodes.ts';
import { EMPTY, NOT_FOUND, type Answer, type Query } from './query.ts';

const PRIVACY = {
  readreceipts: 'all',
  last: 'all',
  online: 'all',
  profile: 'all',
  status: 'contacts',
  groupadd: 'all',
  calladd: 'all',
};
const HOUR_S = 3600;
const REACH_OUT_LIMIT = 463;

/** What Baileys asks about its own account and the server; undefined for what is not known here. */
export function answerAccountQuery(query: Query): Answer | undefined {
  const asked = childrenOf(query.iq)[0];
  switch (query.iq.attrs['xmlns']) {
    case 'w:p':
    case 'passive':
    case 'urn:xmpp:whatsapp:dirty':
      return EMPTY;
    case 'md':
      return asked?.tag === 'remove-companion-device' ? EMPTY : undefined;
    case 'abt':
      return { content: [node('props', { protocol: '1' })] };
    case 'blocklist':
      return { content: [node('list')] };
    case 'privacy':
      return query.iq.attrs['type'] === 'get' ? { content: [privacy()] } : EMPTY;
    case 'w:m':
      return { content: [mediaConnection()] };
    case 'w:sync:app:state':
      return { content: [emptyCollections(query.iq)] };
    case 'w:profile:picture':
      return query.iq.attrs['type'] === 'get' ? NOT_FOUND : EMPTY;
    case 'w:biz':
      return { content: [node('business_profile')] };
    case 'w:mex':
      return { content: [node('result', {}, Buffer.from(JSON.stringify(reachOutLimit(query))))] };
    default:
      return undefined;
  }
}

function privacy(): BinaryNode {
  const categories = Object.entries(PRIVACY).map(([name, value]) => node('category', { name, value }));
  return node('privacy', {}, categories);
}

/**
 * Where files are uploaded: `https://` and this host, says WhatsApp. The lab's own is reached by who is told its address
 * (`server.mediaUrl`).
 */
function mediaConnection(): BinaryNode {
  const host = node('host', { hostname: 'media.invalid', maxContentLengthBytes: '104857600' });
  return node('media_conn', { auth: UPLOAD_TOKEN, ttl: String(HOUR_S), max_buckets: '12' }, [host]);
}

/** Every collection of app state is empty, at whatever version the companion has. */
function emptyCollections(iq: BinaryNode): BinaryNode {
  const collections = childrenOf(getBinaryNodeChild(iq, 'sync')).map(({ attrs }) =>
    node('collection', { name: attrs['name'], version: attrs['version'], type: 'result' }),
  );
  return node('sync', {}, collections);
}

/** What `fetchAccountReachoutTimelock` reads: active while messages to anybody are refused with 463. */
function reachOutLimit({ exchange }: Query) {
  const isActive = [...exchange.faults.refuse.values()].includes(REACH_OUT_LIMIT);
  const ends = isActive ? Math.floor(Date.now() / 1000) + HOUR_S : 0;
  const limit = { is_active: isActive, time_enforcement_ends: String(ends), enforcement_type: 'DEFAULT' };
  return { data: { xwa2_fetch_account_reachout_timelock: limit } };
}
