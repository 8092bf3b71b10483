import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { GroupMetadata } from 'baileys';
import { GroupDirectory } from '../../src/whatsapp/whatsapp-web/index.ts';
import { DrivenTime } from '../support/index.ts';

const CLUB = '120363000000000001@g.us';
const REMEMBERED_MS = 300_000;

const groupOf = (id: string, members: number, subject = 'Club') =>
  ({
    id,
    subject,
    participants: Array.from({ length: members }, (_, index) => ({ id: `${String(index)}@lid` })),
  }) as GroupMetadata;

describe('What a connection knows of groups', () => {
  let time: DrivenTime;
  let asked: string[];
  let learnt: string[];
  let named: string[];
  let answer: (jid: string) => Promise<GroupMetadata>;
  let directory: GroupDirectory;

  beforeEach(() => {
    time = new DrivenTime();
    [asked, learnt, named] = [[], [], []];
    answer = (jid) => Promise.resolve(groupOf(jid, 3));
    directory = new GroupDirectory({
      now: time.clock,
      ask: (jid) => {
        asked.push(jid);
        return answer(jid);
      },
      learn: ({ id, subject }) => {
        learnt.push(`${id} ${subject}`);
        return Promise.resolve();
      },
      name: (jid, subject) => {
        named.push(`${jid} ${subject}`);
        return Promise.resolve();
      },
    });
  });

  it('is asked for once, however often somebody writes', async () => {
    await Promise.all([directory.heardOf(CLUB), directory.heardOf(CLUB), directory.metadata(CLUB)]);
    await directory.heardOf(CLUB);
    assert.equal((await directory.metadata(CLUB)).participants.length, 3);
    assert.deepEqual(asked, [CLUB]);
    assert.deepEqual(learnt, [`${CLUB} Club`]);
  });

  it('is asked for again after a change, also after one that came while it was asked for', async () => {
    await directory.metadata(CLUB);
    directory.changed(CLUB);
    const { promise, resolve } = Promise.withResolvers<GroupMetadata>();
    answer = () => promise;
    const meanwhile = directory.metadata(CLUB);
    directory.changed(CLUB);
    resolve(groupOf(CLUB, 3));
    await meanwhile;
    answer = (jid) => Promise.resolve(groupOf(jid, 4));
    assert.equal((await directory.metadata(CLUB)).participants.length, 4);
    assert.equal(asked.length, 3);
  });

  it('is not remembered where the question failed', async () => {
    answer = () => Promise.reject(new Error('closed'));
    await assert.rejects(directory.metadata(CLUB), /closed/);
    answer = (jid) => Promise.resolve(groupOf(jid, 3));
    await directory.metadata(CLUB);
    assert.equal(asked.length, 2);
  });

  it('is asked for once by a backlog of messages, also where other groups come in between', async () => {
    const jids = Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? CLUB : 'other@g.us'));
    await Promise.all(jids.map((jid) => directory.heardOf(jid)));
    assert.deepEqual(asked, [CLUB, 'other@g.us']);
  });

  describe('that WhatsApp does not answer about', () => {
    const hear = () => directory.heardOf(CLUB).catch(() => undefined);

    beforeEach(async () => {
      answer = () => Promise.reject(new Error('timed out'));
      await Promise.all([assert.rejects(directory.heardOf(CLUB), /timed out/), hear(), hear()]);
    });

    it('is left alone for five minutes, however often somebody writes', async () => {
      assert.deepEqual(asked, [CLUB]);
      time.pass(REMEMBERED_MS - 1);
      await hear();
      assert.deepEqual(asked, [CLUB]);
      answer = (jid) => Promise.resolve(groupOf(jid, 3));
      time.pass(1);
      await hear();
      await hear();
      assert.deepEqual(asked, [CLUB, CLUB]);
      assert.deepEqual(learnt, [`${CLUB} Club`]);
    });

    it('is asked about when a message is to be sent there, or when it has changed', async () => {
      await assert.rejects(directory.metadata(CLUB), /timed out/);
      assert.equal(asked.length, 2);
      answer = (jid) => Promise.resolve(groupOf(jid, 3));
      directory.changed(CLUB);
      await hear();
      assert.equal(asked.length, 3);
      assert.deepEqual(learnt, [`${CLUB} Club`]);
    });
  });

  it('takes a name that is told, and forgets what it may no longer know', async () => {
    await directory.metadata(CLUB);
    await directory.told([{ id: CLUB, subject: 'Club de los lunes' }, { id: 'other@g.us', announce: true }, {}]);
    assert.deepEqual(named, [`${CLUB} Club de los lunes`]);
    await directory.metadata(CLUB);
    assert.equal(asked.length, 2);
  });

  it('forgets the groups that were not needed for longest, before they fill the memory', async () => {
    answer = (jid) => Promise.resolve(groupOf(jid, 1_024));
    const groups = Array.from({ length: 12 }, (_, index) => `${String(index)}@g.us`);
    for (const jid of groups) await directory.metadata(jid);
    await directory.metadata('11@g.us');
    assert.equal(asked.length, 12);
    await directory.metadata('0@g.us');
    assert.equal(asked.length, 13);
  });

  it('is asked about one group at a time when many are heard of at once', async () => {
    let [now, most] = [0, 0];
    answer = async (jid) => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return groupOf(jid, 3);
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => directory.heardOf(`${String(index)}@g.us`)));
    assert.equal(asked.length, 20);
    assert.equal(most, 1);
  });
});
