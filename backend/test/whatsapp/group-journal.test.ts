import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { proto, writeRandomPadMax16, type BinaryNode, type WAMessage } from 'baileys';
import { readConversations, readMessages } from '../../src/conversations/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { Inbox, IncomingJournal, type KeyStore } from '../../src/whatsapp/whatsapp-web/index.ts';
import { KeyBench } from './key-bench.ts';

const me = { id: '573001112233:4@s.whatsapp.net', lid: '900000000000001:4@lid' };
const CLUB = '120363000000000001@g.us';

/** A stanza of the group as it came, and what Baileys makes of it. */
function written(id: string, participant: string, text: string): { stanza: BinaryNode; message: WAMessage } {
  const attrs = {
    id,
    from: CLUB,
    participant: `${participant}:7@lid`,
    participant_pn: `57${participant}@s.whatsapp.net`,
    addressing_mode: 'lid',
    notify: `Name of ${participant}`,
    t: '1700000000',
    type: 'text',
  };
  const key = {
    remoteJid: CLUB,
    id,
    fromMe: false,
    participant: `${participant}@lid`,
    participantAlt: attrs.participant_pn,
  };
  return {
    stanza: { tag: 'message', attrs, content: [{ tag: 'enc', attrs: { type: 'skmsg' }, content: Buffer.from(text) }] },
    message: {
      key,
      message: { conversation: text },
      pushName: attrs.notify,
      messageTimestamp: Number(attrs.t),
    },
  };
}

describe('The journal of a group', () => {
  let bench: KeyBench;
  let keys: KeyStore;
  let inbox: Inbox;
  let journal: IncomingJournal;

  beforeEach(async () => {
    bench = await KeyBench.open();
    keys = bench.keys();
    journal = new IncomingJournal();
    const { store, sessionId } = bench;
    inbox = new Inbox({
      store,
      keys,
      clientCode: 'acme',
      sessionId,
      logger: createLogger({ level: 'error', json: true }),
    });
  });
  afterEach(() => bench.close());

  /** The commit of the ratchet, with what it gave. */
  const decrypt = async ({ stanza, message }: ReturnType<typeof written>) => {
    journal.notice(stanza);
    const [enc] = stanza.content as BinaryNode[];
    const plaintext = writeRandomPadMax16(proto.Message.encode(message.message ?? {}).finish());
    const entry = journal.entry(enc?.content as Uint8Array, plaintext);
    assert.ok(entry);
    await keys.set(entry);
  };
  const messages = async () => {
    const query = { clientCode: 'acme', userId: '', limit: 50, filter: 'all' } as const;
    const { items } = await bench.store.read((database) => readConversations(database, query));
    const pages = await Promise.all(
      items.map(({ id: conversationId }) =>
        bench.store.read((database) => readMessages(database, { clientCode: 'acme', conversationId, limit: 50 })),
      ),
    );
    return pages.flatMap((page) => page.items);
  };
  const shown = async () => (await messages()).map(({ participant, text }) => `${participant ?? ''}: ${text ?? ''}`);

  it('gives back what was decrypted and not stored, under the right names, and is empty then', async () => {
    await decrypt(written('one', '3001', 'first'));
    await decrypt(written('two', '3002', 'second'));
    await inbox.replay(me);
    assert.deepEqual(await shown(), ['Name of 3001: first', 'Name of 3002: second']);
    assert.deepEqual(await keys.readJournal(), []);
    await inbox.receive(written('one', '3001', 'first').message, me);
    assert.equal((await shown()).length, 2);
  });

  it('gives back reactions too, and is empty then', async () => {
    const first = written('one', '3001', 'first');
    await decrypt(first);
    const reaction = written('two', '3002', '');
    const key = { remoteJid: CLUB, id: 'one', participant: '3001@lid' };
    await decrypt({ ...reaction, message: { ...reaction.message, message: { reactionMessage: { key, text: '👍' } } } });
    await inbox.replay(me);
    assert.partialDeepStrictEqual(await messages(), [
      { text: 'first', reactions: [{ emoji: '👍', participant: 'Name of 3002' }] },
    ]);
    assert.deepEqual(await keys.readJournal(), []);
  });

  it('is cleared by the message that was stored', async () => {
    const first = written('one', '3001', 'first');
    await decrypt(first);
    await inbox.receive(first.message, me);
    assert.deepEqual(await keys.readJournal(), []);
  });

  it('keeps apart two who gave their messages the same id', async () => {
    const [first, second] = [written('same', '3001', 'first'), written('same', '3002', 'second')];
    await decrypt(first);
    await decrypt(second);
    await inbox.receive(first.message, me);
    await inbox.replay(me);
    assert.deepEqual(await shown(), ['Name of 3001: first', 'Name of 3002: second']);
  });

  it('is only cleared by what makes no bubble', async () => {
    const { stanza, message } = written('keys', '3001', '');
    const handOut = { ...message, message: { senderKeyDistributionMessage: { groupId: CLUB } } };
    await decrypt({ stanza, message: handOut });
    await inbox.receive(handOut, me);
    assert.deepEqual(await keys.readJournal(), []);
    assert.deepEqual(await shown(), []);
  });
});
