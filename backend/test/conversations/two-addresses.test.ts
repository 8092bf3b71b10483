import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { noteAway, noteCap, noteReply, readTalk } from '../../src/bot-plans/index.ts';
import { learnAddresses, readConversations, readMessages } from '../../src/conversations/index.ts';
import { readEvents } from '../support/read-events.ts';
import { CLIENT, ClientWithHistory } from './client-with-history.ts';

const phoneNumber = '573004445566';
const lid = '160823232334721';

describe('One person under a phone number and a LID', () => {
  let client: ClientWithHistory;

  beforeEach(async () => {
    client = await ClientWithHistory.open();
  });
  afterEach(() => client.close());

  const learn = () => client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber, lid }));
  const conversations = async () => {
    const query = { clientCode: CLIENT, userId: '', limit: 50, filter: 'all' } as const;
    return (await client.store.read((database) => readConversations(database, query))).items;
  };
  const texts = async (conversationId: string) => {
    const query = { clientCode: CLIENT, conversationId, limit: 50 };
    return (await client.store.read((database) => readMessages(database, query))).items.map(({ text }) => text);
  };

  it('is never shown with the LID as a phone number', async () => {
    await client.receive({ address: { lid } });
    const [conversation] = await conversations();
    assert.equal(conversation?.contact.phoneNumber, null);
    assert.ok(!conversation.contact.name.includes(lid));
  });

  it('becomes one conversation when the mapping arrives, in the order the messages came', async () => {
    await client.receive({ address: { phoneNumber }, name: 'Luz', text: 'one' });
    await client.receive({ address: { lid }, name: 'Luz', text: 'two' });
    await client.receive({ address: { phoneNumber }, name: 'Luz', text: 'three' });
    assert.equal((await conversations()).length, 2);
    await learn();
    const [conversation, ...others] = await conversations();
    assert.deepEqual(others, []);
    assert.equal(conversation?.contact.phoneNumber, phoneNumber);
    assert.equal(conversation.unread, 3);
    assert.deepEqual(await texts(conversation.id), ['one', 'two', 'three']);
  });

  it('is called what either was called on WhatsApp', async () => {
    await client.receive({ address: { phoneNumber } });
    await client.receive({ address: { lid }, name: 'Luz' });
    await learn();
    const [conversation] = await conversations();
    assert.equal(conversation?.contact.name, 'Luz');
  });

  it('keeps a message once that came under both', async () => {
    await client.receive({ address: { phoneNumber }, whatsappId: 'same', text: 'hello' });
    await client.receive({ address: { lid }, whatsappId: 'same', text: 'hello' });
    await learn();
    const [conversation] = await conversations();
    assert.deepEqual(await texts(conversation?.id ?? ''), ['hello']);
    assert.equal(conversation?.unread, 1);
  });

  it('tells the browsers what went where', async () => {
    await client.receive({ address: { phoneNumber } });
    await client.receive({ address: { lid } });
    const [kept, gone] = (await conversations()).sort((a) => (a.contact.phoneNumber ? -1 : 1));
    await learn();
    const events = await client.store.read((database) => readEvents(database, CLIENT, 0, 100));
    const removed = events.find(({ name }) => name === 'conversation:removed');
    assert.partialDeepStrictEqual(removed?.data, { conversationId: gone?.id, mergedInto: kept?.id });
    const contact = events.find(({ name }) => name === 'contact:removed');
    assert.partialDeepStrictEqual(contact?.data, { contactId: gone?.contactId, mergedInto: kept?.contactId });
  });

  it('learns the second address of a contact it knows by one', async () => {
    await client.receive({ address: { lid } });
    await client.receive({ address: { phoneNumber, lid } });
    const [conversation, ...others] = await conversations();
    assert.deepEqual(others, []);
    assert.equal(conversation?.contact.phoneNumber, phoneNumber);
  });

  it('follows the person when they change their number', async () => {
    await client.receive({ address: { phoneNumber, lid } });
    await client.receive({ address: { phoneNumber: '573009990000', lid } });
    const [conversation, ...others] = await conversations();
    assert.deepEqual(others, []);
    assert.equal(conversation?.contact.phoneNumber, '573009990000');
  });

  it('does not mistake the next owner of a number for the last', async () => {
    await client.receive({ address: { phoneNumber, lid }, name: 'Ana', text: 'from Ana' });
    await client.receive({
      address: { phoneNumber: '573009990000', lid: '200000000000001' },
      name: 'Beto',
      text: 'from Beto',
    });
    await client.receive({ address: { phoneNumber, lid: '200000000000001' }, name: 'Beto', text: 'new number' });
    const rows = await conversations();
    const byName = new Map(rows.map((row) => [row.contact.name, row]));
    assert.equal(byName.get('Ana')?.contact.phoneNumber, null);
    assert.equal(byName.get('Beto')?.contact.phoneNumber, phoneNumber);
    assert.deepEqual(await texts(byName.get('Ana')?.id ?? ''), ['from Ana']);
    assert.deepEqual(await texts(byName.get('Beto')?.id ?? ''), ['from Beto', 'new number']);
  });

  it('is found under the other spelling of a number that WhatsApp tells the LID of', async () => {
    await client.receive({ address: { phoneNumber: '525512345678' }, text: 'one' });
    await client.receive({ address: { phoneNumber: '5215512345678', lid }, text: 'two' });
    const [conversation, ...others] = await conversations();
    assert.deepEqual(others, []);
    assert.equal(conversation?.contact.phoneNumber, '5215512345678');
    assert.deepEqual(await texts(conversation.id), ['one', 'two']);
  });

  it('has been told that no more replies of the bot follow, and that nobody is there, whichever conversation it was told in', async () => {
    const day = '2026-03-01';
    await client.receive({ address: { phoneNumber } });
    await client.receive({ address: { lid } });
    const both = await conversations();
    const [kept, gone] = ['shown', 'hidden'].map((which) =>
      both.find(({ contact }) => (contact.phoneNumber === null) === (which === 'hidden')),
    );
    const awayAt = await client.store.write(async (writing) => {
      await noteReply(writing, kept?.id ?? '', day);
      await noteReply(writing, gone?.id ?? '', day);
      await noteCap(writing, gone?.id ?? '', day);
      await noteAway(writing, gone?.id ?? '', day);
      return writing.now;
    });
    await learn();
    const talk = await client.store.read((database) => readTalk(database, kept?.id ?? '', day));
    assert.deepEqual(talk, { replies: 2, isCapTold: true, awayAt });
  });
});
