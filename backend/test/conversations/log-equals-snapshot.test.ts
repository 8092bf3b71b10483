import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LoggedEventName } from '#contract/event-names';
import { isForward, isRetry } from '#contract/message-status';
import type { MessageStatus } from '#contract/messages';
import { readContacts, readConversations, readMessages, retryMessage } from '../../src/conversations/index.ts';
import { readHead, type Reading } from '../../src/storage/index.ts';
import { readAllSessions, toSession } from '../../src/whatsapp/index.ts';
import { readEvents } from '../support/read-events.ts';
import { BrowserCursor, type BrowserCopy } from './browser-copy.ts';
import { CLIENT, ClientWithHistory } from './client-with-history.ts';
import { EMITTED, everythingOnce } from './everything-once.ts';
import { GeneratedHistory } from './generated-history.ts';
import { historyStep, type HistoryStep } from './history-steps.ts';

const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

async function fetchConversations(database: Reading) {
  const query = { clientCode: CLIENT, userId: '', limit: 500 };
  const open = await readConversations(database, { ...query, filter: 'all' });
  const closed = await readConversations(database, { ...query, filter: 'closed' });
  return byId([...open.items, ...closed.items]);
}

async function fetchMessages(database: Reading) {
  const conversations = await database.selectFrom('conversations').select('id').execute();
  const pages = [];
  for (const { id: conversationId } of conversations) {
    pages.push(await readMessages(database, { clientCode: CLIENT, conversationId, limit: 500 }));
  }
  return byId(pages.flatMap(({ items }) => items));
}

async function fetchContacts(database: Reading) {
  const { items } = await readContacts(database, CLIENT, {}, { limit: 500 });
  return byId(items.map(({ conversations: _those, labels: _kept, ...contact }) => contact));
}

async function fetchSessions(database: Reading) {
  return byId((await readAllSessions(database)).map(toSession));
}

const fetchers = {
  conversations: fetchConversations,
  messages: fetchMessages,
  contacts: fetchContacts,
  sessions: fetchSessions,
};
type Page = keyof typeof fetchers;
const pages = Object.keys(fetchers) as Page[];

async function fetchAll({ client, accounts }: GeneratedHistory): Promise<BrowserCopy> {
  const rows = await client.store.read(async (database) => ({
    conversations: await fetchConversations(database),
    messages: await fetchMessages(database),
    contacts: await fetchContacts(database),
    sessions: await fetchSessions(database),
  }));
  return { ...rows, users: byId(await accounts.team.list(CLIENT)) };
}

/** Where a browser fetches, and in which order; between one page and the next the history goes on. */
interface Cut {
  order: Page[];
  before: HistoryStep[];
  between: HistoryStep[];
  since: HistoryStep[];
}

const steps = (maxLength: number) => fc.array(historyStep, { maxLength, size: 'max' });
const cut: fc.Arbitrary<Cut> = fc.record({
  order: fc.shuffledSubarray(pages, { minLength: pages.length }),
  before: steps(25),
  between: steps(8),
  since: steps(25),
});

describe('The event log', () => {
  it('makes of pages fetched at any time what a fresh fetch shows, whatever has happened', async () => {
    const seen = new Set<LoggedEventName>();
    const property = fc.asyncProperty(cut, async ({ order, before, between, since }) => {
      const history = await GeneratedHistory.begin();
      const { store } = history.client;
      try {
        await history.perform(before);
        const { seq } = await store.read((database) => readHead(database, CLIENT));
        const copy = await fetchAll(history);
        for (const [place, page] of order.entries()) {
          const part = Math.ceil(between.length / order.length);
          await history.perform(between.slice(place * part, (place + 1) * part));
          Object.assign(copy, { [page]: await store.read<BrowserCopy[Page]>((database) => fetchers[page](database)) });
        }
        await history.perform(since);

        const browser = new BrowserCursor(copy, seq);
        const events = await store.read((database) => readEvents(database, CLIENT, seq, 1_000));
        for (const event of events) {
          seen.add(event.name);
          browser.take(event);
        }
        const fresh = await fetchAll(history);
        browser.refetch(fresh);
        assert.deepEqual(browser.copy, fresh);
      } finally {
        await history.client.close();
      }
    });
    await fc.assert(property, { numRuns: 40, examples: [[{ order: pages, ...everythingOnce }]] });
    assert.deepEqual([...seen].sort(), EMITTED);
  });

  it('moves no tick backwards, however statuses come, but where a person retries what failed or nobody knows of', async () => {
    const client = await ClientWithHistory.open();
    try {
      const happenings = fc.array(fc.constantFrom('sent', 'delivered', 'read', 'failed', 'uncertain', 'retry'));
      let number = 0;
      await fc.assert(
        fc.asyncProperty(happenings, async (happened) => {
          const whatsappId = `S-${String((number += 1))}`;
          const message = await client.receive({ whatsappId, fromMe: true, status: 'queued' });
          assert.ok(message);
          let shown: MessageStatus = 'queued';
          for (const what of happened) {
            const { seq } = await client.store.read((database) => readHead(database, CLIENT));
            if (what === 'retry') {
              await client.store.write((writing) => retryMessage(writing, CLIENT, message.conversationId, message.id));
            } else {
              await client.status(whatsappId, what);
            }
            const events = await client.store.read((database) => readEvents(database, CLIENT, seq, 100));
            const ticks = events.flatMap((event) => (event.name === 'message:status' ? [event.data.status] : []));
            const expected: MessageStatus[] =
              what === 'retry' ? (isRetry(shown, 'queued') ? ['queued'] : []) : isForward(shown, what) ? [what] : [];
            assert.deepEqual(ticks, expected);
            shown = ticks.at(-1) ?? shown;
          }
        }),
        { numRuns: 40, examples: [[['failed', 'retry', 'retry', 'failed', 'retry', 'sent', 'retry', 'failed']]] },
      );
    } finally {
      await client.close();
    }
  });
});
