import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  changeConversation,
  findConversation,
  learnAddresses,
  readConversations,
} from '../../src/conversations/index.ts';
import { readCounted, recount } from '../dashboard/recount.ts';
import { CLIENT, ClientWithHistory } from './client-with-history.ts';

const phoneNumber = '573004445566';
const lid = '160823232334721';
const byNumber = { address: { phoneNumber } };
const byLid = { address: { lid } };

describe('Messages that came in two conversations which become one', () => {
  let client: ClientWithHistory;

  beforeEach(async () => {
    client = await ClientWithHistory.open();
  });
  afterEach(() => client.close());

  /** WhatsApp brings a message in both. */
  const receiveTwice = async (whatsappId: string) => {
    await client.receive({ ...byNumber, whatsappId, text: whatsappId });
    await client.receive({ ...byLid, whatsappId, text: whatsappId });
  };
  const conversations = async () => {
    const query = { clientCode: CLIENT, userId: '', limit: 50, filter: 'all' } as const;
    return (await client.store.read((database) => readConversations(database, query))).items;
  };
  /** Somebody of the team opens the one with the number, or the one with the LID. */
  const see = async ({ address }: typeof byNumber | typeof byLid) => {
    const isByNumber = 'phoneNumber' in address;
    const seen = (await conversations()).find(({ contact }) => (contact.phoneNumber !== null) === isByNumber);
    await client.store.write(async (writing) => {
      const row = await findConversation(writing.database, CLIENT, seen?.id ?? '');
      assert.ok(row);
      await changeConversation(writing, row, { unread: 0 });
    });
  };
  const become = async () => {
    await client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber, lid }));
    const [one, ...others] = await conversations();
    assert.ok(one);
    assert.deepEqual(others, []);
    return one;
  };

  it('are unread only where nobody has seen them in either', async () => {
    await receiveTwice('seen in both');
    await see(byNumber);
    await see(byLid);
    await receiveTwice('seen in one');
    await see(byNumber);
    await receiveTwice('seen in none');
    await client.receive({ ...byNumber, text: 'only here' });
    await client.receive({ ...byLid, text: 'only there' });
    assert.equal((await become()).unread, 3);
  });

  it('make nothing read that came in one alone', async () => {
    await receiveTwice('first');
    await receiveTwice('second');
    await see(byNumber);
    await see(byLid);
    await client.receive({ ...byLid, text: 'only there' });
    assert.equal((await become()).unread, 1);
  });

  it('are there once however many they are, with what answers them, found and counted once', async () => {
    const ids = Array.from({ length: 450 }, (_, number) => `W-${String(number)}`);
    for (const id of ids) await receiveTwice(id);
    const answers = (whatsappId: string) => ({
      answers: { whatsappId, quoted: { direction: 'in', author: 'contact', type: 'text', text: whatsappId } as const },
    });
    for (const id of ids) await client.receive({ ...byLid, text: `about ${id}`, ...answers(id) });

    const { id: conversationId } = await become();
    const messages = await client.store.read((database) =>
      database
        .selectFrom('messages')
        .leftJoin('messages as about', 'about.id', 'messages.replyToId')
        .select(['messages.text', 'about.text as aboutText', 'about.conversationId as aboutIn'])
        .where('messages.conversationId', '=', conversationId)
        .orderBy('messages.position')
        .execute(),
    );
    assert.deepEqual(
      messages.map((message) => ({ ...message })),
      [
        ...ids.map((text) => ({ text, aboutText: null, aboutIn: null })),
        ...ids.map((id) => ({ text: `about ${id}`, aboutText: id, aboutIn: conversationId })),
      ],
    );
    const found = await client.store.read((database) =>
      sql<{
        scope: string;
      }>`select distinct "scope", count(*) as "count" from "messageSearch" group by "scope"`.execute(database),
    );
    assert.partialDeepStrictEqual(found.rows, [{ count: 2 * ids.length }]);
    assert.equal(found.rows.length, 1);
    const { counted, anew } = await client.store.read(async (database) => ({
      counted: await readCounted(database),
      anew: await recount(database),
    }));
    assert.deepEqual(counted, anew);
  });
});
