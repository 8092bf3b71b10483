import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '#contract/messages';
import { ContactDeletions } from '../../src/contact-deletion/index.ts';
import { FileFetching, MediaFiles } from '../../src/media/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import { readHead, SecretBox } from '../../src/storage/index.ts';
import { DrivenTime, within } from '../support/index.ts';
import { ToldClient } from './told-client.ts';
import { tracesOf } from './traces.ts';

const luz = { phoneNumber: '573004445566' };
const juan = { phoneNumber: '573004445577' };

describe('A deletion that cannot be done yet', () => {
  const time = new DrivenTime();
  let client: ToldClient;

  beforeEach(async () => {
    client = await ToldClient.start('acme', { clock: time.clock, after: time.after });
    await client.receive({ address: luz, name: 'Luz', text: 'palabraunica' });
    await client.receive({ address: juan, name: 'Juan' });
  });
  afterEach(() => client.stop());

  const database = () => join(client.application.dataDirectory, 'condorito.db');
  const epoch = async () => (await client.store.read((reading) => readHead(reading, 'acme'))).epoch;
  const failures = () =>
    client.application.logged.filter((line) => line.includes('could not all be deleted yet')).length;
  async function untilFailed(times: number): Promise<void> {
    while (failures() < times) await pause(10);
  }

  it('holds up no other one, of whichever client, and is tried again later', async () => {
    const { media } = await client.receive({
      address: luz,
      type: 'document',
      media: { mimeType: 'application/pdf', bytes: 5, fileName: 'a.pdf' },
    });
    // Nothing that can be removed as a file.
    const path = new MediaFiles(client.application.dataDirectory).pathOf(media?.id ?? assert.fail());
    mkdirSync(path, { recursive: true });
    await client.delete((await client.contact('Luz')).id);
    await within(untilFailed(1), 'the failure');

    const other = await ToldClient.start('other', { application: client.application });
    await other.receive({ address: juan, name: 'Otro Juan' });
    await other.delete((await other.contact('Otro Juan')).id);
    await within(other.untilDeleted(), 'the deletion of the other client');
    await client.delete((await client.contact('Juan')).id);
    while ((await client.deletions()).length > 1) await pause(10);
    assert.equal(failures(), 1);

    rmdirSync(path);
    time.pass(5_000);
    await within(client.untilDeleted(), 'the deletion that had failed');
    assert.deepEqual(tracesOf(client.application.dataDirectory, [luz.phoneNumber, 'palabraunica']), []);
  });

  it('gives no file of theirs to anybody meanwhile, also not of what they wrote in groups', async () => {
    const thumbnail = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
    const media = { mimeType: 'image/jpeg', bytes: 5, thumbnail };
    const theirs = await client.receive({ address: luz, type: 'image', media });
    const inGroup = { address: { groupId: '120363000000000001' }, type: 'image' as const, media };
    const theirsInGroup = await client.receive({ ...inGroup, participant: luz });
    const others = await client.receive({ ...inGroup, participant: juan });
    const urlOf = (message: Message) => (message.media?.url ?? assert.fail()).replace('/api', '');
    const path = new MediaFiles(client.application.dataDirectory).pathOf(theirs.media?.id ?? assert.fail());
    mkdirSync(path, { recursive: true });
    for (const message of [theirs, theirsInGroup, others])
      await client.admin.api.get(`${urlOf(message)}/thumbnail`).expect(200);

    await client.delete((await client.contact('Luz')).id);
    for (const message of [theirs, theirsInGroup]) {
      await client.admin.api.get(`${urlOf(message)}/thumbnail`).expect(404);
      await client.admin.api.post(`${urlOf(message)}/retry`).expect(404);
    }
    await client.admin.api.get(`${urlOf(others)}/thumbnail`).expect(200);
    await within(untilFailed(1), 'the failure');
    rmdirSync(path);
  });

  it('keeps no file of theirs that has been on its way since before', async () => {
    // Nothing that is fetched by itself.
    const media = { mimeType: 'application/pdf', bytes: 10 ** 12 };
    const document = { address: luz, type: 'document' as const, media };
    const idOf = ({ media }: Message) => media?.id ?? assert.fail();
    const stuck = idOf(await client.receive(document));
    const late = idOf(await client.receive(document));
    const files = new MediaFiles(client.application.dataDirectory);
    mkdirSync(files.pathOf(stuck), { recursive: true });
    const [asked, arrived] = [Promise.withResolvers<undefined>(), Promise.withResolvers<Readable>()];
    const fetching = new FileFetching({
      store: client.store,
      files,
      logger: createLogger({ level: 'fatal', json: true }, { write: () => undefined }),
      after: time.after,
      fetch: () => {
        asked.resolve(undefined);
        return arrived.promise;
      },
      tell: () => Promise.resolve(),
    });
    assert.ok(await fetching.retry('acme', late));
    await fetching.start();
    await within(asked.promise, 'the fetching');
    await client.delete((await client.contact('Luz')).id);
    await within(untilFailed(1), 'the failure');

    arrived.resolve(Readable.from([Buffer.from('%PDF-tarde')]));
    await fetching.close();
    assert.equal(existsSync(files.pathOf(late)), false);
    rmdirSync(files.pathOf(stuck));
  });

  it('has browsers start over once, however long a backup reads the database', async () => {
    const backup = new DatabaseSync(database(), { readOnly: true });
    backup.exec('BEGIN');
    backup.prepare('select count(*) from "messages"').get();
    await client.delete((await client.contact('Luz')).id);
    await within(untilFailed(1), 'the first try to end');
    const begun = await epoch();
    time.pass(5_000);
    await client.receive({ address: juan, text: 'Sigo aquí' });
    backup.close();
    await within(client.untilDeleted(), 'the deletion');
    assert.equal(await epoch(), begun);
    assert.deepEqual(tracesOf(client.application.dataDirectory, [luz.phoneNumber, 'palabraunica']), []);
  });

  it('does not keep the process from ending, and goes on with the next one', async () => {
    const backup = new DatabaseSync(database(), { readOnly: true });
    backup.exec('BEGIN');
    backup.prepare('select count(*) from "messages"').get();
    const before = await epoch();
    await client.delete((await client.contact('Luz')).id);
    while ((await epoch()) === before) await pause(10);
    const ended = client.application.application.close();
    // A backup is waited for twice as long as this.
    await within(ended, 'the end of the process', 5_000);
    assert.equal(failures(), 0);
    backup.close();
  });
});

describe('The key by which deleted people are recognised', () => {
  it('is one, however many are deleted at the same time as the first', async (t) => {
    const client = await ToldClient.start();
    t.after(() => client.stop());
    const { store } = client;
    const used = t.mock.method(store, 'hashWith');
    const deletions = await ContactDeletions.open({
      store,
      box: new SecretBox([randomBytes(32)]),
      files: { remove: () => Promise.resolve() },
      logger: createLogger({ level: 'fatal', json: true }, { write: () => undefined }),
      after: () => () => undefined,
      whatsapp: { forgetPerson: () => Promise.resolve() },
    });
    await Promise.all([deletions.prepare(), deletions.prepare()]);
    await deletions.prepare();
    assert.equal(used.mock.callCount(), 1);
  });
});
