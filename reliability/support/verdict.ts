import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Conversation, ConversationPage } from '#contract/conversations';
import type { Message, MessagePage } from '#contract/messages';
import type { TestApi } from '../../backend/test/support/index.ts';
import type { Office } from './office.ts';
import type { Tab } from './tab.ts';

/** Whose conversations are compared, and what the product has accepted for each. */
export type Judged = Pick<Office, 'admin' | 'acceptedIn'>;

/** What the product holds, read anew. */
interface FreshFetch {
  readonly seq: number;
  readonly conversations: readonly Conversation[];
  /** All of them, oldest first, by conversation. */
  readonly messages: ReadonlyMap<string, readonly Message[]>;
}

/** How what tabs have compares with what the product has, over all tabs together. */
export interface Verdict {
  delivered: number;
  missing: number;
  twice: number;
  outOfOrder: number;
  ofOthers: number;
  /** Conversations that equal a fresh fetch, and those that do not. */
  right: number;
  wrong: number;
}

/** Waits until every tab shows all there is, and compares. */
export async function judge(office: Judged, tabs: readonly Tab[]): Promise<Verdict> {
  const fresh = await fetchAnew(office);
  const sum: Verdict = { delivered: 0, missing: 0, twice: 0, outOfOrder: 0, ofOthers: 0, right: 0, wrong: 0 };
  for (const tab of tabs) {
    await tab.untilAt(fresh.seq);
    const { ledger } = tab;
    sum.delivered += ledger.delivered;
    sum.missing += ledger.missing(fresh.seq);
    sum.twice += ledger.twice;
    sum.outOfOrder += ledger.outOfOrder;
    sum.ofOthers += ledger.ofOthers;
    for (const conversation of fresh.conversations) {
      const messages = fresh.messages.get(conversation.id) ?? [];
      const isRight = isShown(tab, conversation, messages) && wasGiven(tab, conversation.id, messages);
      sum[isRight ? 'right' : 'wrong'] += 1;
    }
  }
  return sum;
}

/** Nothing lost, nothing doubled, everything in order, and nothing of another client. */
export function assertWhole({ delivered, right, ...faults }: Verdict): void {
  assert.deepEqual(faults, { missing: 0, twice: 0, outOfOrder: 0, ofOthers: 0, wrong: 0 });
  assert.ok(delivered > 0 && right > 0, 'nothing was compared');
}

export function countsOf({ delivered, missing, twice, outOfOrder, ofOthers, right, wrong }: Verdict): string {
  const places = [
    `${String(delivered)} of ${String(delivered + missing - twice)} events`,
    `${String(twice)} twice`,
    `${String(outOfOrder)} out of order`,
    `${String(ofOthers)} of another client`,
    `${String(right)} of ${String(right + wrong)} conversations as a fresh fetch`,
  ];
  return places.join(', ');
}

/** All it holds has to be the end of what there is, row by row. */
function isShown(tab: Tab, conversation: Conversation, messages: readonly Message[]): boolean {
  const shown = tab.copy.messagesOf(conversation.id);
  const isEnd = messages.length === 0 || shown.length > 0;
  return (
    isEnd &&
    isDeepStrictEqual(tab.copy.conversations.get(conversation.id), conversation) &&
    isDeepStrictEqual(shown, messages.slice(messages.length - shown.length))
  );
}

/** All it was given since it follows the log has to be the end of what there is, in the same order. */
function wasGiven(tab: Tab, conversationId: string, messages: readonly Message[]): boolean {
  const given = tab.ledger.messagesOf(conversationId);
  const end = messages.slice(messages.length - given.length).map(({ id }) => id);
  return isDeepStrictEqual(given, end);
}

async function fetchAnew(office: Judged): Promise<FreshFetch> {
  const { api } = office.admin;
  const messages = new Map<string, Message[]>();
  const { body } = await api.get<ConversationPage>('/conversations?limit=500').expect(200);
  const { items, seq } = body;
  for (const { id } of items) {
    const all = await allMessages(api, id);
    messages.set(id, all);
    // The product's own promise: everything accepted is there, once and in order.
    const accepted = new Set(office.acceptedIn(id));
    const kept = all.map((message) => message.id).filter((message) => accepted.has(message));
    assert.deepEqual(kept, [...accepted]);
  }
  return { seq, conversations: items, messages };
}

async function allMessages(api: TestApi, conversationId: string): Promise<Message[]> {
  const all: Message[] = [];
  const path = `/conversations/${conversationId}/messages?limit=500`;
  for (let before: string | null = ''; before !== null;) {
    const { body } = await api.get<MessagePage>(`${path}${before && `&before=${before}`}`).expect(200);
    all.unshift(...body.items);
    before = body.nextCursor;
  }
  return all;
}
