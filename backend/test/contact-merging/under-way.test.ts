import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { pino } from 'pino';
import { sql } from 'kysely';
import type { MergeContactsResponse } from '#contract/contact-merging';
import { ContactMerging, type AskWhatsApp } from '../../src/contact-merging/index.ts';
import {
  findContact,
  importHistory,
  insertMerge,
  learnAddresses,
  moveSomeHistory,
} from '../../src/conversations/index.ts';
import type { Writing } from '../../src/storage/index.ts';
import { changeSession, createSession } from '../../src/whatsapp/index.ts';
import { CLIENT, ClientWithHistory } from '../conversations/client-with-history.ts';
import { readCounted, recount } from '../dashboard/recount.ts';
import { DrivenTime } from '../support/driven-time.ts';
import { until } from '../whatsapp/linked-process.ts';

/** Too many for one write. */
const MESSAGES = 1_000;
const ONE = '5215512345678';
/** The same number in its other spelling. */
const OTHER = '525512345678';
const LANDLINE = '573001112233';

const textsOf = (name: string) => Array.from({ length: MESSAGES }, (_, number) => `${name} ${String(number)}`);

describe('While two contacts with many messages become one', () => {
  let client: ClientWithHistory;
  let time: DrivenTime;
  let merging: ContactMerging;
  /** What is known on WhatsApp of numbers; nobody has any other. */
  let onWhatsApp: Map<string, string>;
  /** Whether a line is connected that could ask WhatsApp. */
  let isConnected: boolean;

  beforeEach(async () => {
    client = await ClientWithHistory.open();
    time = new DrivenTime();
    onWhatsApp = new Map();
    isConnected = true;
    merging = newMerging();
  });
  afterEach(async () => {
    await merging.close();
    await client.close();
  });

  const askWhatsApp: AskWhatsApp = (_clientCode, numbers) => {
    if (!isConnected) return Promise.resolve('not_connected');
    const phoneNumber = numbers.find((number) => onWhatsApp.has(number));
    if (phoneNumber === undefined) return Promise.resolve('not_on_whatsapp');
    return Promise.resolve({ address: { phoneNumber, lid: onWhatsApp.get(phoneNumber) ?? '' } });
  };
  const newMerging = () =>
    new ContactMerging({ store: client.store, logger: pino({ level: 'silent' }), after: time.after, askWhatsApp });
  /** Puts them in with their messages, which are in turns; resolves to their ids. */
  const putIn = async (...people: { phoneNumber: string; name: string; sessionId?: string }[]): Promise<string[]> => {
    const { store } = client;
    const history = people.map(({ phoneNumber, name, sessionId = client.sessionId }, place) => {
      const [first, ...rest] = textsOf(name).map((text, number) => ({
        text,
        userId: null,
        sentAt: new Date(1_750_000_000_000 + (people.length * number + place) * 1_000).toISOString(),
      }));
      assert.ok(first);
      const open = { status: 'open' as const, assignedTo: null, unread: 0, labels: [], stage: null };
      const messages: [typeof first, ...(typeof first)[]] = [first, ...rest];
      return { sessionId, phoneNumber, name, ...open, messages };
    });
    await store.write((writing) => importHistory(writing, CLIENT, history));
    const rows = await store.read((database) => database.selectFrom('contacts').selectAll().execute());
    return people.map(({ phoneNumber }) => rows.find((row) => row.phoneNumber === phoneNumber)?.id ?? '');
  };
  const contacts = () =>
    client.store.read((database) =>
      database.selectFrom('contacts').select(['id', 'version', 'phoneNumber', 'lid', 'notes']).orderBy('id').execute(),
    );
  const merge = async (into: string, from: string): Promise<MergeContactsResponse> => {
    const versions = new Map((await contacts()).map(({ id, version }) => [id, version]));
    const other = { id: from, version: versions.get(from) ?? 0 };
    return merging.merge(CLIENT, into, { version: versions.get(into) ?? 0, with: other });
  };
  /** Something happens before they are one. */
  const meanwhile = (happens: (writing: Writing) => Promise<unknown>) =>
    client.store.write(async (writing) => {
      const left = await writing.database.selectFrom('contactMerges').selectAll().execute();
      assert.equal(left.length, 1, 'they are one already');
      await happens(writing);
    });
  const untilDecided = () =>
    until('nothing to be under way', async () => {
      const left = await client.store.read((database) => database.selectFrom('contactMerges').selectAll().execute());
      return left.length === 0;
    });
  /** The texts of the one conversation with a contact, in order; by each of them it is found there, and nowhere else. */
  const textsWith = async (contactId: string): Promise<string[]> => {
    const rows = await client.store.read((database) =>
      database
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversationId')
        .select(['text', 'conversationId', 'messages.contactId'])
        .where('conversations.contactId', '=', contactId)
        .where('messages.type', '=', 'text')
        .orderBy('position')
        .execute(),
    );
    assert.deepEqual([...new Set(rows.map((row) => row.contactId))], [contactId]);
    const texts = rows.map(({ text }) => text ?? '');
    const word = `scope : c${rows[0]?.conversationId.replaceAll('-', '') ?? ''}`;
    const found = await client.store.read((database) =>
      sql<{ text: string }>`select "text" from "messageSearch" where "messageSearch" match ${word}`.execute(database),
    );
    assert.deepEqual(found.rows.map(({ text }) => text).sort(), texts.toSorted());
    return texts;
  };
  /** What the team was told of it. */
  const told = async () => {
    const events = await client.store.read((database) =>
      database.selectFrom('events').select('data').where('name', '=', 'system:message').execute(),
    );
    return events.map(({ data }) => JSON.parse(data) as unknown);
  };
  const assertCounted = async () => {
    const { counted, anew } = await client.store.read(async (database) => ({
      counted: await readCounted(database),
      anew: await recount(database),
    }));
    assert.deepEqual(counted, anew);
  };

  it('they stay two where WhatsApp tells that they are two accounts, and get back what was moved', async () => {
    const [one = '', other = ''] = await putIn({ phoneNumber: ONE, name: 'Eva' }, { phoneNumber: OTHER, name: 'Ema' });
    assert.equal((await merge(one, other)).isDone, false);
    await meanwhile(async (writing) => {
      await learnAddresses(writing, CLIENT, { phoneNumber: ONE, lid: '111' });
      await learnAddresses(writing, CLIENT, { phoneNumber: OTHER, lid: '222' });
    });
    await untilDecided();
    assert.deepEqual(
      (await contacts()).map(({ id, phoneNumber, lid }) => ({ id, phoneNumber, lid })),
      [
        { id: one, phoneNumber: ONE, lid: '111' },
        { id: other, phoneNumber: OTHER, lid: '222' },
      ],
    );
    assert.deepEqual(await textsWith(one), textsOf('Eva'));
    assert.deepEqual(await textsWith(other), textsOf('Ema'));
    const params = { contactId: one, name: 'Eva', otherId: other, otherName: 'Ema', reason: 'two_accounts' };
    assert.partialDeepStrictEqual(await told(), [{ level: 'warning', code: 'merge_given_up', params }]);
    await assertCounted();
  });

  it('what was moved goes back though it is stopped in the middle of that: the next start goes on', async () => {
    const [one = '', other = ''] = await putIn({ phoneNumber: ONE, name: 'Eva' }, { phoneNumber: OTHER, name: 'Ema' });
    await merge(one, other);
    await meanwhile(async (writing) => {
      await learnAddresses(writing, CLIENT, { phoneNumber: ONE, lid: '111' });
      await learnAddresses(writing, CLIENT, { phoneNumber: OTHER, lid: '222' });
      await sql`create trigger "keep" before delete on "movedHistory"
        when (select count(*) from "movedHistory") <= 2 begin select raise(abort, 'not now'); end`.execute(
        writing.database,
      );
    });
    await until('it to have failed', () => Promise.resolve(time.isAwaited));
    await merging.close();
    assert.equal(time.isAwaited, false);
    const moved = (await textsWith(one)).filter((text) => text.startsWith('Ema'));
    assert.ok(moved.length > 0 && moved.length < MESSAGES - 200, 'some are back, and some are not');
    await client.store.write(({ database }) => sql`drop trigger "keep"`.execute(database));

    merging = newMerging();
    await merging.start();
    await untilDecided();
    assert.deepEqual(await textsWith(one), textsOf('Eva'));
    assert.deepEqual(await textsWith(other), textsOf('Ema'));
    assert.partialDeepStrictEqual(await told(), [{ params: { contactId: one, otherId: other } }]);
    await assertCounted();
  });

  it('they stay two where something is to be sent by now to the number that would go', async () => {
    const [one = '', other = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    onWhatsApp.set(ONE, '111');
    await merge(one, other);
    await meanwhile(async ({ database, now }) => {
      const { sessionId } = client;
      const last = await database
        .selectFrom('messages')
        .select(['messages.id as messageId', 'conversationId', 'position'])
        .where('text', '=', `Casa ${String(MESSAGES - 1)}`)
        .executeTakeFirstOrThrow();
      const entry = { clientCode: CLIENT, sessionId, attempts: 0, nextTryAt: now };
      await database
        .insertInto('outbox')
        .values({ ...last, ...entry })
        .execute();
    });
    await untilDecided();
    assert.deepEqual(await textsWith(one), textsOf('Eva'));
    assert.deepEqual(await textsWith(other), textsOf('Casa'));
    const params = { contactId: one, otherId: other, reason: 'messages_waiting' };
    assert.partialDeepStrictEqual(await told(), [{ params }]);
  });

  it('WhatsApp is asked anew where one of them is reached at another number by now', async () => {
    const [one = '', other = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    onWhatsApp.set(ONE, '111');
    await merge(one, other);
    onWhatsApp.set('573009998877', '222');
    await meanwhile(({ database }) =>
      database.updateTable('contacts').set({ phoneNumber: '573009998877' }).where('id', '=', other).execute(),
    );
    await untilDecided();
    assert.deepEqual(await textsWith(other), textsOf('Casa'));
    assert.partialDeepStrictEqual(await told(), [{ params: { reason: 'two_accounts' } }]);
  });

  /** Begins to merge somebody with a number that nobody has, of whom WhatsApp has to be asked anew. */
  const mergeToBeAskedAbout = async (): Promise<[string, string]> => {
    const [one = '', other = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    onWhatsApp.set(ONE, '111');
    await merge(one, other);
    await meanwhile(({ database }) =>
      database.updateTable('contacts').set({ phoneNumber: '573009998877' }).where('id', '=', other).execute(),
    );
    return [one, other];
  };
  const untilPutOff = () => until('it to be put off', () => Promise.resolve(time.isAwaited));

  it('while no line can ask WhatsApp it waits, less and less often tried, and goes on', async () => {
    isConnected = false;
    const asked = mock.fn(askWhatsApp);
    await merging.close();
    merging = new ContactMerging({
      store: client.store,
      logger: pino({ level: 'silent' }),
      after: time.after,
      askWhatsApp: asked,
    });
    isConnected = true;
    const [one] = await mergeToBeAskedAbout();
    isConnected = false;
    await untilPutOff();
    const first = asked.mock.callCount();
    time.pass(5_000);
    await untilPutOff();
    const second = asked.mock.callCount();
    assert.ok(second > first, 'it was tried again');
    time.pass(5_000);
    assert.equal(time.isAwaited, true, 'not so soon any more');
    isConnected = true;
    time.pass(5_000);
    await untilDecided();
    assert.equal((await contacts()).length, 1);
    assert.equal((await textsWith(one)).length, 2 * MESSAGES);
    assert.deepEqual(await told(), []);
  });

  it('after a restart, before the lines are connected, it waits for the first of them', async () => {
    const [one] = await mergeToBeAskedAbout();
    isConnected = false;
    await untilPutOff();
    await merging.close();
    merging = newMerging();
    await merging.start();
    await untilPutOff();
    assert.deepEqual(await told(), []);
    isConnected = true;
    await client.store.write(async (writing) => {
      const session = await createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Soporte' });
      await changeSession(writing, session, { state: 'open' }, { name: 'whatsapp:state' });
    });
    await untilDecided();
    assert.equal((await textsWith(one)).length, 2 * MESSAGES);
    assert.deepEqual(await told(), []);
  });

  /** As an earlier version left it when it ended: some is moved, nothing noted. */
  const beginEarlier = async (intoId: string, fromId: string, spare: string | null): Promise<void> => {
    await client.store.write(async (writing) => {
      const { database, now } = writing;
      const decision = { keep: {}, number: 'this', spare, phoneNumber: ONE, versions: { this: 1, other: 1 } };
      const merge = { id: fromId, fromId, intoId, clientCode: CLIENT, refused: null, hasWayBack: 0 as const, at: now };
      await insertMerge(writing, { ...merge, decision: JSON.stringify(decision) });
      const into = await findContact(database, CLIENT, intoId);
      const from = await findContact(database, CLIENT, fromId);
      assert.ok(into && from);
      const move = { mergeId: fromId, from, into };
      await moveSomeHistory(writing, move, await moveSomeHistory(writing, move));
      await database.deleteFrom('movedHistory').execute();
    });
  };

  it('what an earlier version had begun and may not be says what stays where it was moved to', async () => {
    const [one = '', other = ''] = await putIn({ phoneNumber: ONE, name: 'Eva' }, { phoneNumber: OTHER, name: 'Ema' });
    await beginEarlier(one, other, null);
    await client.store.write(async (writing) => {
      await learnAddresses(writing, CLIENT, { phoneNumber: ONE, lid: '111' });
      await learnAddresses(writing, CLIENT, { phoneNumber: OTHER, lid: '222' });
    });
    await merging.start();
    await untilDecided();
    assert.deepEqual(await textsWith(other), textsOf('Ema').slice(400));
    assert.equal((await textsWith(one)).length, MESSAGES + 400);
    assert.partialDeepStrictEqual(await told(), [{ params: { contactId: one, otherId: other, reason: 'left_mixed' } }]);
  });

  it('what an earlier version had begun goes back all the same where each has their own line', async () => {
    const support = await client.store.write((writing) =>
      createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Soporte' }),
    );
    const [one = '', other = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: OTHER, name: 'Ema', sessionId: support.id },
    );
    await beginEarlier(one, other, null);
    await client.store.write(async (writing) => {
      await learnAddresses(writing, CLIENT, { phoneNumber: ONE, lid: '111' });
      await learnAddresses(writing, CLIENT, { phoneNumber: OTHER, lid: '222' });
    });
    await merging.start();
    await untilDecided();
    assert.deepEqual(await textsWith(one), textsOf('Eva'));
    assert.deepEqual(await textsWith(other), textsOf('Ema'));
    assert.partialDeepStrictEqual(await told(), [{ params: { reason: 'two_accounts' } }]);
  });

  it('what an earlier version had begun waits for what is to be sent, and is done though another number stays', async () => {
    const [one = '', other = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    await beginEarlier(one, other, LANDLINE);
    onWhatsApp.set(LANDLINE, '111');
    await client.store.write(async ({ database, now }) => {
      const last = await database
        .selectFrom('messages')
        .select(['messages.id as messageId', 'conversationId', 'position'])
        .where('text', '=', `Eva ${String(MESSAGES - 1)}`)
        .executeTakeFirstOrThrow();
      const entry = { clientCode: CLIENT, sessionId: client.sessionId, attempts: 0, nextTryAt: now };
      await database
        .insertInto('outbox')
        .values({ ...last, ...entry })
        .execute();
    });
    await merging.start();
    await untilPutOff();
    assert.equal((await contacts()).length, 2);
    assert.deepEqual(await told(), []);
    await client.store.write(({ database }) => database.deleteFrom('outbox').execute());
    time.pass(5_000);
    await untilDecided();
    assert.partialDeepStrictEqual(await contacts(), [{ id: one, phoneNumber: LANDLINE }]);
    assert.equal((await textsWith(one)).length, 2 * MESSAGES);
    assert.deepEqual(await told(), []);
  });

  it('its end waits for no answer of WhatsApp', async () => {
    const asking = Promise.withResolvers<true>();
    let answers = true;
    await merging.close();
    merging = new ContactMerging({
      store: client.store,
      logger: pino({ level: 'silent' }),
      after: time.after,
      askWhatsApp: (...asked) => {
        if (answers) return askWhatsApp(...asked);
        asking.resolve(true);
        return new Promise(() => undefined);
      },
    });
    onWhatsApp.set(ONE, '111');
    const [one = '', other = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    await merge(one, other);
    answers = false;
    await meanwhile(({ database }) =>
      database.updateTable('contacts').set({ phoneNumber: '573009998877' }).where('id', '=', other).execute(),
    );
    await asking.promise;
    await merging.close();
    assert.equal((await contacts()).length, 2);
    assert.deepEqual(await told(), []);
  });

  it('one of them turns out to be a third, who becomes part of the other with all messages', async () => {
    const [one = '', other = '', third = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: OTHER, name: 'Ema' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    await client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber: LANDLINE, lid: '333' }));
    await merge(one, other);
    await meanwhile((writing) => learnAddresses(writing, CLIENT, { phoneNumber: OTHER, lid: '333' }));
    await untilDecided();
    assert.deepEqual(
      (await contacts()).map(({ id, phoneNumber, lid }) => ({ id, phoneNumber, lid })),
      [{ id: one, phoneNumber: OTHER, lid: '333' }],
    );
    const all = Array.from({ length: MESSAGES }, (_, number) =>
      ['Eva', 'Ema', 'Casa'].map((name) => `${name} ${String(number)}`),
    );
    assert.deepEqual(await textsWith(one), all.flat());
    assert.equal(
      (await contacts()).some(({ id }) => id === third),
      false,
    );
    await assertCounted();
  });

  it('one of them turns out to be a third who is another account: the third has the messages, and nothing is lost', async () => {
    const [one = '', other = '', third = ''] = await putIn(
      { phoneNumber: ONE, name: 'Eva' },
      { phoneNumber: OTHER, name: 'Ema' },
      { phoneNumber: LANDLINE, name: 'Casa' },
    );
    await client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber: LANDLINE, lid: '333' }));
    await merge(one, other);
    await meanwhile(async (writing) => {
      await learnAddresses(writing, CLIENT, { phoneNumber: OTHER, lid: '333' });
      await learnAddresses(writing, CLIENT, { phoneNumber: ONE, lid: '111' });
    });
    await untilDecided();
    assert.deepEqual(await textsWith(one), textsOf('Eva'));
    assert.deepEqual((await textsWith(third)).toSorted(), [...textsOf('Ema'), ...textsOf('Casa')].toSorted());
    assert.partialDeepStrictEqual(await told(), [{ params: { contactId: one, otherId: third } }]);
    await assertCounted();
  });

  it('WhatsApp says that they are one: they are, in whichever direction it was begun', async () => {
    for (const lidFirst of [ONE, OTHER]) {
      const [one = '', other = ''] = await putIn(
        { phoneNumber: ONE, name: 'Eva' },
        { phoneNumber: OTHER, name: 'Ema' },
      );
      await merge(one, other);
      await meanwhile(async (writing) => {
        await learnAddresses(writing, CLIENT, { phoneNumber: lidFirst, lid: '111' });
        await learnAddresses(writing, CLIENT, { phoneNumber: lidFirst === ONE ? OTHER : ONE, lid: '111' });
      });
      await untilDecided();
      const [left, ...others] = await contacts();
      assert.deepEqual(others, []);
      assert.equal((await textsWith(left?.id ?? '')).length, 2 * MESSAGES);
      await assertCounted();
      await client.close();
      client = await ClientWithHistory.open();
      merging = newMerging();
    }
  });

  it('what is unread stays unread, however much it is, and though both have some of what was read', async () => {
    const [one = '', other = ''] = await putIn({ phoneNumber: ONE, name: 'Eva' }, { phoneNumber: OTHER, name: 'Ema' });
    await client.store.write(async ({ database }) => {
      await database.updateTable('conversations').set({ unread: 500 }).where('contactId', '=', other).execute();
      const texts = textsOf('Eva').slice(0, 100);
      const both = [...texts, ...textsOf('Ema').slice(0, 100)];
      const whatsappId = sql<string>`'both ' || substr("text", 5)`;
      await database.updateTable('messages').set({ whatsappId }).where('text', 'in', both).execute();
    });
    await merge(one, other);
    await untilDecided();
    assert.equal((await textsWith(one)).length, 2 * MESSAGES - 100);
    const rows = await client.store.read((database) => database.selectFrom('conversations').select('unread').execute());
    assert.deepEqual(
      rows.map(({ unread }) => unread),
      [500],
    );
  });

  it('it is tried again where it fails', async () => {
    const [one = '', other = ''] = await putIn({ phoneNumber: ONE, name: 'Eva' }, { phoneNumber: OTHER, name: 'Ema' });
    await client.store.write(({ database }) =>
      sql`create trigger "keep" before delete on "contacts" begin select raise(abort, 'not now'); end`.execute(
        database,
      ),
    );
    await merge(one, other);
    await until('it to have failed', () => Promise.resolve(time.isAwaited));
    assert.equal((await contacts()).length, 2);
    await client.store.write(({ database }) => sql`drop trigger "keep"`.execute(database));
    time.pass(5_000);
    await untilDecided();
    assert.equal((await contacts()).length, 1);
    assert.equal((await textsWith(one)).length, 2 * MESSAGES);
  });
});
