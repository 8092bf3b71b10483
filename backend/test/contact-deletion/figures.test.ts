import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { findContact, importHistory, readFigures, type ImportedText } from '../../src/conversations/index.ts';
import { ToldClient } from './told-client.ts';

const MESSAGES = 5_000;
const luz = { phoneNumber: '573004445566' };

describe('What is lost with the data of somebody who has written thousands of messages', () => {
  let client: ToldClient;
  let contactId: string;

  before(async () => {
    client = await ToldClient.start();
    const text = (index: number): ImportedText => ({
      text: `mensaje ${String(index)}`,
      userId: null,
      sentAt: new Date(Date.UTC(2020, 0, 1) + index * 1_000).toISOString(),
    });
    const messages = [text(0), ...Array.from({ length: MESSAGES - 1 }, (_, index) => text(index + 1))] as const;
    const past = { stage: null, status: 'open' as const, assignedTo: null, unread: 0, labels: [] };
    const history = { ...past, sessionId: client.sessionId, ...luz, name: 'Luz', messages };
    await client.store.write((writing) => importHistory(writing, 'acme', [history]));
    contactId = (await client.contact('Luz')).id;
    const group = await client.receive({ address: { groupId: '120363000000000001' }, participant: luz });
    await client.store.write(({ database }) => copyInto(group.conversationId).execute(database));
    await client.receive({ address: luz, type: 'document', media: { mimeType: 'application/pdf', bytes: 5 } });
    const [own] = (
      await client.admin.api.get<{ items: { id: string; contactId: string }[] }>('/conversations').expect(200)
    ).body.items.filter((one) => one.contactId === contactId);
    const note = { clientMessageId: 'note-000001', type: 'note', text: 'Paga tarde' };
    await client.admin.api.post(`/conversations/${own?.id ?? ''}/messages`, note).expect(202);
  });
  after(() => client.stop());

  /** As many messages of theirs in a group, every tenth of which is a reaction. */
  function copyInto(conversationId: string) {
    return sql`
      insert into "messages" ("id", "clientCode", "version", "conversationId", "contactId", "sessionId", "position",
        "whatsappId", "fromMe", "participantId", "participantKey", "author", "type", "text", "status", "sentAt",
        "createdAt")
      select 'in group ' || "id", "clientCode", "version", ${conversationId}, "contactId", "sessionId", "position",
        'in group ' || "whatsappId", 0, ${contactId}, ${contactId}, 'contact',
        case when "position" % 10 = 0 then 'reaction' else 'text' end, "text", 'received', "sentAt", "createdAt"
      from "messages" where "contactId" = ${contactId}
    `;
  }

  it('is counted whole, and others are served in between', async () => {
    const contact = await client.store.read((database) => findContact(database, 'acme', contactId));
    let served = 0;
    let isCounting = true;
    const serve = () => {
      served += 1;
      if (isCounting) setImmediate(serve);
    };
    setImmediate(serve);
    const figures = await readFigures(client.store, contact ?? assert.fail());
    isCounting = false;
    const { groupMessages, ...rest } = figures;
    assert.deepEqual(rest, { conversations: 1, messages: MESSAGES + 1, files: 1, notes: 1 });
    assert.equal(groupMessages, MESSAGES + 1 - MESSAGES / 10);
    assert.ok(served > 4, 'everybody had to wait for all of it');
  });
});
