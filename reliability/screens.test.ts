import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LoggedEventName } from '#contract/event-names';
import type { ConversationPage } from '#contract/conversations';
import { isForward, isRetry } from '#contract/message-status';
import type { Message, MessagePage } from '#contract/messages';
import type { SessionList } from '#contract/whatsapp-sessions';
import { readConversations, readMessages } from '../backend/src/conversations/index.ts';
import { readHead, type Reading } from '../backend/src/storage/index.ts';
import { readAllSessions, toSession } from '../backend/src/whatsapp/index.ts';
import { CLIENT } from '../backend/test/conversations/client-with-history.ts';
import { EMITTED, everythingOnce } from '../backend/test/conversations/everything-once.ts';
import { GeneratedHistory } from '../backend/test/conversations/generated-history.ts';
import { historyStep, type HistoryStep } from '../backend/test/conversations/history-steps.ts';
import { readEvents } from '../backend/test/support/read-events.ts';
import { short } from './support/form.ts';
import { ShownScreens } from './support/shown-screens.ts';

const EVERYTHING = 500;

/** What a screen fetches. */
type Screen = 'list' | 'conversations' | 'lines';

interface Cut {
  /** In which order they are fetched; between one and the next the history goes on. */
  order: Screen[];
  /** How many rows a page of the list and of a conversation holds. */
  pageSize: number;
  before: HistoryStep[];
  between: HistoryStep[];
  since: HistoryStep[];
}

const steps = (maxLength: number) => fc.array(historyStep, { maxLength, size: 'max' });
const screens: Screen[] = ['list', 'conversations', 'lines'];
const cut: fc.Arbitrary<Cut> = fc.record({
  order: fc.shuffledSubarray(screens, { minLength: screens.length }),
  pageSize: fc.constantFrom(3, EVERYTHING),
  before: steps(25),
  between: steps(8),
  since: steps(25),
});

/** Pages that are ahead of the events: messages, their ticks and a line's states have come with them already. */
const overtaken: Omit<Cut, 'order' | 'pageSize'> = {
  before: [
    { kind: 'open', person: 0, line: 0 },
    { kind: 'write', conversation: 0, colleague: 0, repeat: false },
  ],
  between: [
    { kind: 'write', conversation: 0, colleague: 1, repeat: false },
    { kind: 'status', message: 1, status: 'sent' },
    { kind: 'status', message: 0, status: 'sent' },
    { kind: 'status', message: 0, status: 'delivered' },
    { kind: 'status', message: 0, status: 'read' },
    { kind: 'line', line: 0, what: 'state' },
    { kind: 'line', line: 0, what: 'authenticated' },
    { kind: 'line', line: 0, what: 'disconnected' },
  ],
  since: [],
};

async function place(database: Reading) {
  const { epoch, seq } = await readHead(database, CLIENT);
  return { epoch, seq };
}

async function fetchList(database: Reading, limit: number): Promise<ConversationPage> {
  const { items, next } = await readConversations(database, { clientCode: CLIENT, userId: '', filter: 'all', limit });
  return { items, nextCursor: next ? 'more' : null, ...(await place(database)) };
}

async function fetchConversation(database: Reading, conversationId: string, limit: number): Promise<MessagePage> {
  const page = await readMessages(database, { clientCode: CLIENT, conversationId, limit });
  return { ...page, ...(await place(database)) };
}

async function fetchLines(database: Reading): Promise<SessionList> {
  return { items: (await readAllSessions(database)).map(toSession), ...(await place(database)) };
}

async function idsOfConversations(database: Reading): Promise<string[]> {
  const rows = await database.selectFrom('conversations').select('id').execute();
  return rows.map(({ id }) => id);
}

async function fetchInto(shown: ShownScreens, screen: Screen, database: Reading, pageSize: number): Promise<void> {
  if (screen === 'list') shown.showList(await fetchList(database, pageSize));
  else if (screen === 'lines') shown.showLines(await fetchLines(database));
  else {
    for (const id of await idsOfConversations(database)) {
      shown.showConversation(id, await fetchConversation(database, id, pageSize));
    }
  }
}

/** As it would come over HTTP. No screen reads the contact of a single message, which goes with its conversation. */
function seen(messages: readonly Message[]): unknown {
  return JSON.parse(JSON.stringify(messages.map(({ contactId: _, ...message }) => message)));
}

/** What is loaded of each screen is what a fresh fetch shows there, in the same order. */
async function expectAsFresh(shown: ShownScreens, database: Reading): Promise<void> {
  const { items } = await fetchList(database, EVERYTHING);
  const { end } = shown.list;
  const isLoaded = (id: string) => shown.list.items.some((item) => item.id === id);
  const fresh =
    end === null ? items : items.filter(({ id, updatedAt }) => isLoaded(id) || updatedAt > end.last.updatedAt);
  assert.deepEqual(JSON.parse(JSON.stringify(shown.list.items)), JSON.parse(JSON.stringify(fresh)));

  for (const [id, { messages, olderCursor }] of shown.conversations) {
    const { items: all } = await fetchConversation(database, id, EVERYTHING);
    const loaded = olderCursor === null ? all : all.slice(all.length - messages.length);
    assert.deepEqual(seen(messages), seen(loaded));
  }
  const lines = await fetchLines(database);
  assert.deepEqual(shown.lines.sessions, lines.items);
}

interface ShownRow {
  version: number;
  status?: Message['status'];
}

/** Every row that is shown, whichever screen shows it. */
function rowsOf({ list, conversations, lines }: ShownScreens): Map<string, ShownRow> {
  const messages = [...conversations.values()].flatMap((window) => window.messages);
  return new Map([
    ...list.items.map(({ id, version }): [string, ShownRow] => [`conversation ${id}`, { version }]),
    ...messages.map(({ id, version, status }): [string, ShownRow] => [`message ${id}`, { version, status }]),
    ...lines.sessions.map(({ id, version }): [string, ShownRow] => [`line ${id}`, { version }]),
  ]);
}

/** A page may have been read after an event that comes only now: nothing shows an older state because of it. */
function expectNoneWentBack(earlier: Map<string, ShownRow>, now: Map<string, ShownRow>, because: string): void {
  for (const [row, { version, status }] of earlier) {
    const after = now.get(row);
    if (!after) continue;
    assert.ok(after.version >= version, `${row} went back from ${String(version)} with ${because}`);
    const isTickBack = status !== undefined && after.status !== undefined && isForward(after.status, status);
    const isSentAgain = status !== undefined && after.status !== undefined && isRetry(status, after.status);
    assert.ok(!isTickBack || isSentAgain, `${row} went back from ${String(status)} with ${because}`);
  }
}

/** Fetches again what the screens would fetch again. */
async function refetch(shown: ShownScreens, database: Reading): Promise<void> {
  for (const id of shown.outdated) {
    if (shown.conversations.has(id)) shown.showConversation(id, await fetchConversation(database, id, EVERYTHING));
  }
  if (shown.areLinesOutdated) shown.showLines(await fetchLines(database));
}

test('the screens make of pages fetched at any time what a fresh fetch shows, whatever has happened', async () => {
  const names = new Set<LoggedEventName>();
  const property = fc.asyncProperty(cut, async ({ order, pageSize, before, between, since }) => {
    const history = await GeneratedHistory.begin();
    const { store } = history.client;
    try {
      await history.perform(before);
      const { seq } = await store.read(place);
      const shown = new ShownScreens();
      const part = Math.ceil(between.length / order.length);
      for (const [index, screen] of order.entries()) {
        await history.perform(between.slice(index * part, (index + 1) * part));
        await store.read((database) => fetchInto(shown, screen, database, pageSize));
      }
      await history.perform(since);

      for (const event of await store.read((database) => readEvents(database, CLIENT, seq, 1_000))) {
        names.add(event.name);
        const earlier = rowsOf(shown);
        shown.take(event);
        expectNoneWentBack(earlier, rowsOf(shown), event.name);
      }
      await store.read((database) => refetch(shown, database));
      await store.read((database) => expectAsFresh(shown, database));
    } finally {
      await history.client.close();
    }
  });
  const examples: [Cut][] = [
    [{ order: screens, pageSize: EVERYTHING, ...everythingOnce }],
    [{ order: screens, pageSize: EVERYTHING, ...overtaken }],
    [{ order: screens.toReversed(), pageSize: EVERYTHING, ...overtaken }],
    [{ order: ['list', 'lines', 'conversations'], pageSize: EVERYTHING, ...overtaken }],
  ];
  await fc.assert(property, { numRuns: short(40, 400), examples });
  assert.deepEqual([...names].sort(), EMITTED);
});
