import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { proto } from 'baileys';
import type { Message } from '#contract/messages';
import {
  readOlderQuotes,
  resolveContact,
  type QuoteInContent,
  type WhatsAppAddress,
} from '../../src/conversations/index.ts';
import { within } from '../support/index.ts';
import { allMessages } from '../whatsapp/linked-line.ts';
import { ToldClient } from './told-client.ts';
import { tracesOf } from './traces.ts';

const club = { groupId: '120363000000000001' };
const juan = { phoneNumber: '573004445577' };
const luz = { phoneNumber: '573004445566' };

describe('What others have quoted of somebody whose data are deleted, and we do not have', () => {
  let client: ToldClient;
  let told = 0;

  before(async () => {
    client = await ToldClient.start();
  });
  after(() => client.stop());

  const inClub = (message: Partial<Parameters<ToldClient['receive']>[0]>) =>
    client.receive({ address: club, ...message });
  /** Juan answers what `by` wrote before this line was linked. */
  const juanQuotes = (by: WhatsAppAddress, text: string, more: Partial<Parameters<ToldClient['receive']>[0]> = {}) =>
    inClub({
      participant: juan,
      name: 'Juan',
      answers: {
        whatsappId: `BEFORE-${String((told += 1))}`,
        by,
        quoted: { direction: 'in', author: 'contact', type: 'text', text },
      },
      ...more,
    });
  async function deleted(participantId: string | undefined): Promise<void> {
    await client.delete(participantId ?? assert.fail());
    await within(client.untilDeleted(), 'the deletion');
  }
  const quotedNow = async ({ conversationId, id }: Message) => {
    const message = (await allMessages(client.admin, conversationId)).find((one) => one.id === id);
    return (message ?? assert.fail('It is gone.')).quoted;
  };
  const traces = (...texts: string[]) => tracesOf(client.application.dataDirectory, texts);
  /** As versions before have stored it. */
  const asBefore = ({ id }: Message, change: { name: string; content?: Uint8Array }) =>
    client.store.write(async ({ database }) => {
      const { details } = await database
        .selectFrom('messages')
        .select('details')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const { quoted } = JSON.parse(details ?? '') as { quoted: { participantId?: string } };
      const { participantId: _, ...before } = { ...quoted, participant: change.name };
      await database
        .updateTable('messages')
        .set({ details: JSON.stringify({ quoted: before }), content: change.content ?? null })
        .where('id', '=', id)
        .execute();
    });

  it('goes where they were called otherwise then, and stays of whoever is called the same', async () => {
    await client.store.write((writing) => resolveContact(writing, 'acme', luz, undefined));
    const early = await juanQuotes(luz, 'dicholuzuno');
    assert.equal(early.quoted?.participant, `+${luz.phoneNumber}`);
    const said = await inClub({ participant: luz, name: 'Lucrecia', text: 'hola' });
    assert.equal(early.quoted.participantId, said.participantId);
    const namesake = { phoneNumber: '573004445588' };
    await inClub({ participant: namesake, name: 'Lucrecia', text: 'soy otra' });
    const others = await juanQuotes(namesake, 'dicho por la otra');

    await deleted(said.participantId);
    assert.equal(await quotedNow(early), undefined);
    assert.equal((await quotedNow(others))?.text, 'dicho por la otra');
    assert.deepEqual(traces(luz.phoneNumber, 'dicholuzuno'), []);
  });

  it('goes where they were no contact then, which nobody is shown', async () => {
    const eva = { lid: '100000000000099' };
    const early = await juanQuotes(eva, 'dichoevauno');
    assert.deepEqual(await quotedNow(early), {
      direction: 'in',
      author: 'contact',
      type: 'text',
      text: 'dichoevauno',
    });
    assert.equal('quotedBy' in early, false);
    const said = await inClub({ participant: { ...eva, phoneNumber: '573004445599' }, name: 'Eva', text: 'hola' });
    await deleted(said.participantId);
    assert.equal(await quotedNow(early), undefined);
    assert.deepEqual(traces(eva.lid, 'dichoevauno'), []);
  });

  it('goes with the contact they have become', async () => {
    const [byLid, byNumber] = [{ lid: '100000000000055' }, { phoneNumber: '573004445555' }];
    await inClub({ participant: byLid, name: 'Sol', text: 'hola' });
    const early = await juanQuotes(byLid, 'dichosoluno');
    await inClub({ participant: byNumber, name: 'Sol', text: 'hola otra vez' });
    const said = await inClub({ participant: { ...byLid, ...byNumber }, name: 'Sol', text: 'soy la misma' });
    assert.equal((await quotedNow(early))?.participantId, said.participantId);
    await deleted(said.participantId);
    assert.deepEqual(traces('dichosoluno', byLid.lid, byNumber.phoneNumber), []);
  });

  it('goes at the client alone that has deleted them', async () => {
    const [number, lid] = ['573004445522', '100000000000022'];
    const other = await ToldClient.start('beta', { application: client.application });
    const quoting = (by: WhatsAppAddress, text: string) => ({
      participant: juan,
      answers: { whatsappId: text, by, quoted: { direction: 'in', author: 'contact', type: 'text', text } as const },
    });
    const theirs = [
      await other.receive({ address: club, ...quoting({ phoneNumber: number }, 'dicho en beta') }),
      await other.receive({ address: club, ...quoting({ lid }, 'también en beta') }),
    ];
    const ours = [
      await inClub(quoting({ phoneNumber: number }, 'dichopepauno')),
      await inClub(quoting({ lid }, 'dichopepados')),
    ];
    const { contactId } = await client.receive({ address: { phoneNumber: number, lid }, name: 'Pepa' });
    await deleted(contactId);
    for (const gone of ours) assert.equal(await quotedNow(gone), undefined);
    assert.deepEqual(await allMessages(other.admin, theirs[0]?.conversationId ?? assert.fail()), theirs);
  });

  it('goes by what WhatsApp or the name says, in rows from before it was kept who is quoted', async () => {
    const ana = { phoneNumber: '573004445544' };
    const namesake = { phoneNumber: '573004445533' };
    const said = await inClub({ participant: ana, name: 'Ana', text: 'hola' });
    const contentOf = ({ phoneNumber }: typeof ana, text: string) =>
      proto.Message.encode({
        imageMessage: {
          caption: 'Foto',
          contextInfo: {
            stanzaId: 'BEFORE',
            participant: `${phoneNumber}@s.whatsapp.net`,
            quotedMessage: { conversation: text },
          },
        },
      }).finish();
    const [byNumber, byName, byContent, others] = [
      await juanQuotes(ana, 'dichoanauno'),
      await juanQuotes(ana, 'dichoanados'),
      await juanQuotes(ana, 'dichoanatres', { type: 'image', text: 'Foto' }),
      await juanQuotes(namesake, 'dicho por otra Ana', { type: 'image', text: 'Foto' }),
    ];
    await asBefore(byNumber, { name: `+${ana.phoneNumber}` });
    await asBefore(byName, { name: 'Ana' });
    await asBefore(byContent, { name: 'Anita', content: contentOf(ana, 'dichoanatres') });
    await asBefore(others, { name: 'Ana', content: contentOf(namesake, 'dicho por otra Ana') });

    await deleted(said.participantId);
    for (const gone of [byNumber, byName, byContent]) assert.equal(await quotedNow(gone), undefined);
    assert.equal((await quotedNow(others))?.text, 'dicho por otra Ana');
    assert.deepEqual(traces('dichoanauno', 'dichoanados', 'dichoanatres', ana.phoneNumber), []);
  });

  it('is looked for among a few at a time, and in what WhatsApp says only where the quote bears no number', async () => {
    const person = { clientCode: 'acme', contactId: '', phoneNumbers: ['573004445511'], lid: null, names: ['Iris'] };
    const busy = { groupId: '120363000000000002' };
    const quoting = async (participant: string | undefined, direction: 'in' | 'out' = 'in') => {
      const quoted = { direction, author: direction === 'in' ? 'contact' : 'user', type: 'text', text: 'x' } as const;
      const answers = { whatsappId: `OLD-${String((told += 1))}`, quoted };
      const message = await client.receive({ address: busy, participant: juan, answers });
      const details = JSON.stringify({ quoted: { ...quoted, ...(participant && { participant }) } });
      await client.store.write(({ database }) =>
        database
          .updateTable('messages')
          .set({ details, content: Buffer.from(message.id) })
          .where('id', '=', message.id)
          .execute(),
      );
      return message;
    };
    const asked = new Set<string>();
    const authorOf: QuoteInContent['authorOf'] = (content) => {
      asked.add(Buffer.from(content).toString());
      return undefined;
    };
    const theirs = new Set<string>();
    const [byNumber, ours] = [await quoting('+573004445511'), await quoting(undefined, 'out')];
    theirs.add(byNumber.id);
    for (let count = 0; count < 230; count += 1) {
      const isTheirs = count % 10 === 0;
      const { id } = await quoting(isTheirs ? 'Iris' : 'Otra');
      if (isTheirs) theirs.add(id);
    }
    const found: string[] = [];
    let portions = 0;
    for (let after: number | undefined = 0; after !== undefined; portions += 1) {
      const from: number = after;
      const before = asked.size;
      const { quoting, last } = await client.store.read((database) =>
        readOlderQuotes(database, ours.conversationId, from, person, { without: () => null, authorOf }),
      );
      assert.ok(asked.size - before <= 200, 'too many at once');
      found.push(...quoting.map(({ id }) => id));
      after = last;
    }
    assert.equal(portions, 2);
    assert.deepEqual(found, [...theirs]);
    assert.deepEqual(
      [byNumber, ours].map(({ id }) => asked.has(id)),
      [false, false],
    );
  });
});
