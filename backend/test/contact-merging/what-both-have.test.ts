import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { MOST_LABELS } from '#contract/contact-limits';
import { noteMessageStatus } from '../../src/campaign-recipients/index.ts';
import { learnAddresses, type RecordedMessage } from '../../src/conversations/index.ts';
import { CLIENT, ClientWithHistory } from '../conversations/client-with-history.ts';

const NUMBER = '573001112233';
const LID = '111';

describe('What two contacts both have once they are one', () => {
  let client: ClientWithHistory;

  beforeEach(async () => {
    client = await ClientWithHistory.open();
  });
  afterEach(() => client.close());

  const receive = async (message: Partial<RecordedMessage>) => {
    const received = await client.receive(message);
    assert.ok(received);
    return received;
  };
  const becomeOne = () =>
    client.store.write((writing) => learnAddresses(writing, CLIENT, { phoneNumber: NUMBER, lid: LID }));
  const putInLabels = async (count: number): Promise<string[]> => {
    const ids = Array.from({ length: count }, () => randomUUID());
    await client.store.write(({ database, now }) =>
      database
        .insertInto('labels')
        .values(ids.map((id) => ({ id, clientCode: CLIENT, name: id, colour: 'green' as const, createdAt: now })))
        .execute(),
    );
    return ids;
  };
  const labels = () =>
    client.store.read((database) => database.selectFrom('conversationLabels').select('labelId').execute());

  it('is no more labels than a conversation may have', async () => {
    const ids = await putInLabels(2 * MOST_LABELS);
    const one = await receive({ address: { phoneNumber: NUMBER } });
    const other = await receive({ address: { lid: LID } });
    const rows = ids.map((labelId, place) => ({
      conversationId: (place < MOST_LABELS ? one : other).conversationId,
      labelId,
    }));
    await client.store.write(({ database }) => database.insertInto('conversationLabels').values(rows).execute());
    await becomeOne();
    assert.equal((await labels()).length, MOST_LABELS);
  });

  it('is no more labels than that where one has only kept them', async () => {
    const ids = await putInLabels(2 * MOST_LABELS);
    const { conversationId, contactId } = await receive({ address: { phoneNumber: NUMBER } });
    await receive({ address: { lid: LID } });
    const own = ids.slice(0, MOST_LABELS).map((labelId) => ({ conversationId, labelId }));
    const kept = ids.slice(MOST_LABELS).map((labelId) => ({ contactId, labelId }));
    await client.store.write(async ({ database }) => {
      await database.insertInto('conversationLabels').values(own).execute();
      await database.insertInto('contactLabels').values(kept).execute();
    });
    await becomeOne();
    assert.equal((await labels()).length, MOST_LABELS);
  });

  it('is the message of a campaign, whose ticks go on', async () => {
    const sent = { fromMe: true, whatsappId: 'SAME' };
    await receive({ ...sent, address: { phoneNumber: NUMBER } });
    const { id: messageId } = await receive({ ...sent, address: { lid: LID } });
    await client.store.write(async ({ database }) => {
      await sql`insert into "users" ("id", "clientCode", "email", "name", "role", "passwordHash", "active", "createdAt")
        values ('ana', ${CLIENT}, 'ana@acme.test', 'Ana', 'admin', '', 1, '')`.execute(database);
      await sql`insert into "bulkCampaigns" ("id", "clientCode", "version", "name", "sessionId", "status", "pace",
        "createdBy", "createdAt") values ('lentes', ${CLIENT}, 1, 'Lentes', ${client.sessionId}, 'completed', '{}',
        'ana', '')`.execute(database);
      await sql`insert into "bulkRecipients" ("id", "clientCode", "campaignId", "place", "phoneNumber", "numberKey",
        "name", "variables", "status", "messageId") values ('luz', ${CLIENT}, 'lentes', 1, ${NUMBER}, ${NUMBER},
        '', '{}', 'sent', ${messageId})`.execute(database);
    });
    await becomeOne();
    const left = await client.store.read((database) =>
      database.selectFrom('messages').select('id').where('whatsappId', '=', 'SAME').execute(),
    );
    assert.equal(left.length, 1);
    assert.notEqual(left[0]?.id, messageId, 'it has gone');
    await client.store.write((writing) => noteMessageStatus(writing, left[0]?.id ?? '', 'read', undefined));
    const rows = await client.store.read((database) =>
      database.selectFrom('bulkRecipients').select(['messageId', 'status']).execute(),
    );
    assert.deepEqual(
      rows.map((row) => ({ ...row })),
      [{ messageId: left[0]?.id, status: 'read' }],
    );
  });
});
