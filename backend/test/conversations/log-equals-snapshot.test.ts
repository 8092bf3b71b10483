import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Contact, Conversation } from '#contract/conversations';
import type { LoggedEvent } from '#contract/events';
import type { Message } from '#contract/messages';
import {
  changeConversation,
  findConversation,
  readConversations,
  readMessages,
} from '../../src/conversations/index.ts';
import { readHead, type Reading } from '../../src/storage/index.ts';
import { readEvents } from '../support/read-events.ts';
import { CLIENT, ClientWithHistory } from './client-with-history.ts';

/** What a browser holds of a client: every row it has seen, by id. */
interface Snapshot {
  seq: number;
  conversations: Map<string, Conversation>;
  messages: Map<string, Message>;
}

async function takeSnapshot(database: Reading): Promise<Snapshot> {
  const query = { clientCode: CLIENT, userId: '', limit: 500 };
  const open = await readConversations(database, { ...query, filter: 'all' });
  const closed = await readConversations(database, { ...query, filter: 'closed' });
  const conversations = new Map([...open.items, ...closed.items].map((row) => [row.id, row]));
  const messages = new Map<string, Message>();
  for (const conversationId of conversations.keys()) {
    const page = await readMessages(database, { clientCode: CLIENT, conversationId, limit: 500 });
    for (const message of page.items) messages.set(message.id, message);
  }
  return { seq: (await readHead(database, CLIENT)).seq, conversations, messages };
}

/** The rule for browsers: apply what follows the cursor, and of two versions of a row keep the higher. */
function apply(snapshot: Snapshot, event: LoggedEvent): void {
  const { conversations, messages } = snapshot;
  if (event.seq <= snapshot.seq) return;
  assert.equal(event.seq, snapshot.seq + 1);
  snapshot.seq = event.seq;
  switch (event.name) {
    case 'message:new':
      messages.set(event.data.message.id, event.data.message);
      conversations.set(event.data.conversation.id, event.data.conversation);
      break;
    case 'message:status': {
      const { messageId, conversationId, status } = event.data;
      const changed = (message: Message): Message => ({ ...message, status, version: event.seq });
      const message = messages.get(messageId);
      if (message) messages.set(messageId, changed(message));
      const conversation = conversations.get(conversationId);
      if (conversation?.lastMessage?.id === messageId) {
        conversations.set(conversationId, { ...conversation, lastMessage: changed(conversation.lastMessage) });
      }
      break;
    }
    case 'conversation:updated':
      conversations.set(event.data.conversation.id, event.data.conversation);
      break;
    case 'conversation:removed':
      conversations.delete(event.data.conversationId);
      break;
    case 'contact:updated':
      rename(conversations, event.data.contact);
      break;
  }
}

function rename(conversations: Map<string, Conversation>, contact: Contact): void {
  const { id, name, phoneNumber, stage } = contact;
  for (const [key, conversation] of conversations) {
    if (conversation.contactId === id)
      conversations.set(key, { ...conversation, contact: { id, name, phoneNumber, stage } });
  }
}

type Step =
  | { kind: 'message'; contact: number; fromMe: boolean; name: number; repeat: boolean }
  | { kind: 'status'; message: number; status: 'sent' | 'delivered' | 'read' | 'failed' }
  | { kind: 'change'; contact: number; status: 'open' | 'closed' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('message' as const),
    contact: fc.nat(3),
    fromMe: fc.boolean(),
    name: fc.nat(2),
    repeat: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    message: fc.nat(20),
    status: fc.constantFrom('sent' as const, 'delivered' as const, 'read' as const, 'failed' as const),
  }),
  fc.record({
    kind: fc.constant('change' as const),
    contact: fc.nat(3),
    status: fc.constantFrom('open' as const, 'closed' as const),
  }),
);

async function perform(client: ClientWithHistory, steps: Step[]): Promise<void> {
  const sent: string[] = [];
  for (const [index, move] of steps.entries()) {
    if (move.kind === 'message') {
      const whatsappId = move.repeat && sent.length > 0 ? (sent.at(-1) ?? '') : `W-${String(index)}`;
      sent.push(whatsappId);
      const address = { phoneNumber: `57300000000${String(move.contact)}` };
      await client.receive({ address, whatsappId, fromMe: move.fromMe, name: `Name ${String(move.name)}` });
    } else if (move.kind === 'status') {
      await client.status(sent[move.message % Math.max(1, sent.length)] ?? 'unknown', move.status);
    } else {
      await client.store.write(async (writing) => {
        const rows = await readConversations(writing.database, {
          clientCode: CLIENT,
          userId: '',
          limit: 10,
          filter: 'all',
        });
        const id = rows.items[move.contact % Math.max(1, rows.items.length)]?.id ?? '';
        const row = await findConversation(writing.database, CLIENT, id);
        if (row) await changeConversation(writing, row, { status: move.status });
      });
    }
  }
}

describe('The event log', () => {
  it('makes of an old snapshot a fresh one, whatever has happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), fc.array(step, { maxLength: 25 }), async (before, since) => {
        const client = await ClientWithHistory.open();
        try {
          await perform(client, before);
          const old = await client.store.read(takeSnapshot);
          await perform(client, since);
          const fresh = await client.store.read(takeSnapshot);
          const events = await client.store.read((database) => readEvents(database, CLIENT, old.seq, 1_000));
          for (const event of events) apply(old, event);
          assert.deepEqual(old, fresh);
        } finally {
          await client.close();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('never moves a tick backwards, however the statuses are shuffled', async () => {
    const rank = ['queued', 'failed', 'sent', 'delivered', 'read'];
    const client = await ClientWithHistory.open();
    try {
      const statuses = fc.shuffledSubarray(['sent', 'delivered', 'read', 'failed', 'sent', 'delivered'] as const);
      let number = 0;
      await fc.assert(
        fc.asyncProperty(statuses, async (order) => {
          const whatsappId = `S-${String((number += 1))}`;
          const message = await client.receive({ whatsappId, fromMe: true });
          const { seq } = await client.store.read((database) => readHead(database, CLIENT));
          for (const status of order) await client.status(whatsappId, status);
          const events = await client.store.read((database) => readEvents(database, CLIENT, seq, 100));
          const ticks = events.flatMap((event) =>
            event.name === 'message:status' ? [rank.indexOf(event.data.status)] : [],
          );
          assert.deepEqual(
            ticks,
            [...ticks].sort((a, b) => a - b),
          );
          assert.ok(message);
        }),
        { numRuns: 40 },
      );
    } finally {
      await client.close();
    }
  });
});
