import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  learnAddresses,
  learnMembers,
  nameGroup,
  readConversations,
  readMessages,
  readNamelessGroups,
} from '../../src/conversations/index.ts';
import { CLIENT, ClientWithHistory } from './client-with-history.ts';

const groupId = '120363000000000001';
const address = { groupId };
const phoneNumber = '573004445566';
const lid = '160823232334721';

describe('A group among the conversations', () => {
  let client: ClientWithHistory;

  beforeEach(async () => {
    client = await ClientWithHistory.open();
  });
  afterEach(() => client.close());

  const conversations = async (q?: string) => {
    const query = { clientCode: CLIENT, userId: '', limit: 50, filter: 'all', ...(q && { q }) } as const;
    return (await client.store.read((database) => readConversations(database, query))).items;
  };
  const group = async () => {
    const found = (await conversations()).find(({ contact }) => contact.kind === 'group');
    assert.ok(found);
    return found;
  };
  const shown = async () => {
    const query = { clientCode: CLIENT, conversationId: (await group()).id, limit: 50 };
    const { items } = await client.store.read((database) => readMessages(database, query));
    return items.map(({ participant, text }) => `${participant ?? 'we'}: ${text ?? ''}`);
  };
  const write = (writing: Parameters<ClientWithHistory['receive']>[0]) => client.receive({ address, ...writing });

  it('has no name until its subject is known, and never a number', async () => {
    await write({ participant: { phoneNumber }, name: 'Luz' });
    assert.partialDeepStrictEqual((await group()).contact, { kind: 'group', name: '', phoneNumber: null });
    const nameless = () => client.store.read((database) => readNamelessGroups(database, CLIENT, client.sessionId));
    assert.deepEqual(await nameless(), [groupId]);
    await client.store.write((writing) => nameGroup(writing, CLIENT, groupId, 'Club de Ópera'));
    assert.equal((await conversations('opera'))[0]?.contact.name, 'Club de Ópera');
    assert.deepEqual(await nameless(), []);
  });

  it('of which nobody has written here is no contact, however it is called', async () => {
    await client.store.write((writing) => nameGroup(writing, CLIENT, groupId, 'Club'));
    assert.deepEqual(await conversations(), []);
  });

  it('shows a sender by the name they have now, also above what they wrote before', async () => {
    await write({ participant: { phoneNumber, lid }, text: 'one' });
    assert.deepEqual(await shown(), [`+${phoneNumber}: one`]);
    await write({ participant: { lid }, name: 'Luz', text: 'two' });
    assert.deepEqual(await shown(), ['Luz: one', 'Luz: two']);
    assert.equal((await group()).lastMessage?.participant, 'Luz');
  });

  it('shows no digit of a LID, and one sender once a number is told to be that LID', async () => {
    await write({ participant: { lid }, text: 'by LID' });
    await write({ participant: { phoneNumber }, name: 'Luz', text: 'by number' });
    assert.ok((await shown()).every((line) => !line.includes(lid)));
    await client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber, lid }));
    assert.deepEqual(await shown(), ['Luz: by LID', 'Luz: by number']);
  });

  it('completes who is known by one address alone, and makes no contacts of those who only are there', async () => {
    await write({ participant: { lid }, name: 'Luz' });
    await client.receive({ address: { phoneNumber: '573001119999' }, name: 'Juan' });
    const members = [
      { phoneNumber, lid },
      { phoneNumber: '573001119999', lid: '160000000009999' },
      { phoneNumber: '573001110000', lid: '160000000000000' },
    ];
    await client.store.write((writing) => learnMembers(writing, CLIENT, members));
    const contacts = await client.store.read((database) =>
      database.selectFrom('contacts').select(['name', 'phoneNumber', 'lid']).where('kind', '=', 'person').execute(),
    );
    assert.deepEqual(
      contacts.map((row) => ({ ...row })),
      [
        { name: 'Luz', phoneNumber, lid },
        { name: 'Juan', phoneNumber: '573001119999', lid: '160000000009999' },
      ],
    );
  });

  it('shares its senders with the conversations they have of their own, and is merged with none', async () => {
    await client.receive({ address: { phoneNumber }, name: 'Luz', text: 'in private' });
    await write({ participant: { phoneNumber }, text: 'in the group' });
    assert.deepEqual(await shown(), ['Luz: in the group']);
    assert.equal((await conversations()).length, 2);
  });

  it('keeps a message once that came under both addresses of its sender', async () => {
    await write({ participant: { lid }, whatsappId: 'same', text: 'hello' });
    await write({ participant: { phoneNumber }, whatsappId: 'same', text: 'hello' });
    assert.equal((await shown()).length, 1);
    assert.equal((await group()).unread, 1);
  });

  it('keeps what two people wrote under the same id', async () => {
    const other = { phoneNumber: '573001110000', lid: '160000000000000' };
    await write({ participant: { phoneNumber, lid }, whatsappId: 'same', name: 'Luz', text: 'mine' });
    await write({ participant: other, whatsappId: 'same', name: 'Juan', text: 'mine too' });
    await write({ fromMe: true, whatsappId: 'same', text: 'ours' });
    assert.deepEqual(await shown(), ['Luz: mine', 'Juan: mine too', 'we: ours']);
  });

  it('keeps both also when those two turn out to be one person', async () => {
    await write({ participant: { phoneNumber: '573001110000' }, whatsappId: 'same', text: 'old number' });
    await write({ participant: { phoneNumber, lid }, whatsappId: 'same', name: 'Luz', text: 'new number' });
    await client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber: '573001110000', lid }));
    assert.deepEqual(await shown(), ['Luz: old number', 'Luz: new number']);
  });
});
