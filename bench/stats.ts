/**
 * What figures cost: messages into one client, with and without somebody watching, how often they are told, and what counting
 * takes of each:
 * `npx node bench/stats.ts [--seconds 10] [--rate 1000]`. Prints a table, writes nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { recordMessage } from '../backend/src/conversations/index.ts';
import { countConversation, countMessage, LiveFigures } from '../backend/src/dashboard/index.ts';
import { createLogger } from '../backend/src/operations/index.ts';
import { Store } from '../backend/src/storage/index.ts';
import { createSession } from '../backend/src/whatsapp/index.ts';

const CLIENT = 'bench';
const PEOPLE = 500;
const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, rate: { type: 'string', default: '1000' } },
});
const messages = Number(options.seconds) * Number(options.rate);
const before = loadavg()[0] ?? 0;
const directory = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
const store = await Store.open(join(directory, 'condorito.db'));
const sessionId = await store.write(async (writing) => {
  const client = { clientCode: CLIENT, name: 'Bench', timeZone: 'UTC', epoch: 'first', seq: 0, createdAt: writing.now };
  await writing.database.insertInto('clients').values(client).execute();
  return (await createSession(writing, CLIENT, { kind: 'whatsapp-web', name: 'Line' })).id;
});

let watched = false;
let told = 0;
const figures = new LiveFigures({
  store,
  logger: createLogger({ level: 'error', json: true }),
  hasSockets: () => watched,
  emit: () => (told += 1),
});

let number = 0;
/** Every fifth is an answer from the phone. `cpu`: processor time of the process for each message, in microseconds. */
async function pour(): Promise<{ cpu: number; seconds: number }> {
  const [begin, used] = [performance.now(), process.cpuUsage()];
  const writes: Promise<unknown>[] = [];
  for (let sent = 0; sent < messages; sent += 1) {
    const due = begin + (sent * 1_000) / Number(options.rate);
    const early = due - performance.now();
    if (early > 1) await pause(early);
    number += 1;
    const message = {
      address: { phoneNumber: `57300${String(1_000_000 + (number % PEOPLE))}` },
      whatsappId: `W-${String(number)}`,
      fromMe: number % 5 === 0,
    };
    writes.push(
      store.write((writing) =>
        recordMessage(writing, {
          ...message,
          clientCode: CLIENT,
          sessionId,
          type: 'text',
          text: 'hello',
          sentAt: writing.now,
        }),
      ),
    );
  }
  await Promise.all(writes);
  const { user, system } = process.cpuUsage(used);
  return { cpu: (user + system) / messages, seconds: (performance.now() - begin) / 1_000 };
}

/** The messages that were stored are counted again, as what is stored now, and nothing else: microseconds for each. */
async function countAlone(): Promise<number> {
  const { rows, conversation } = await store.read(async (database) => ({
    rows: await database.selectFrom('messages').selectAll().limit(5_000).execute(),
    conversation: await database.selectFrom('conversations').selectAll().executeTakeFirstOrThrow(),
  }));
  const used = process.cpuUsage();
  for (let from = 0; from < rows.length; from += 10) {
    await store.write(async (writing) => {
      for (const row of rows.slice(from, from + 10)) {
        await countMessage(writing.database, undefined, { ...row, createdAt: writing.now });
        await countConversation(writing, conversation, { ...conversation, unread: conversation.unread + 1 });
      }
    });
  }
  const { user, system } = process.cpuUsage(used);
  return (user + system) / rows.length;
}

for (const isWatched of [false, true, false, true]) {
  watched = isWatched;
  told = 0;
  const { cpu, seconds } = await pour();
  const rate = Math.round(messages / seconds);
  const often = (told / seconds).toFixed(2);
  console.log(
    `${isWatched ? 'watched    ' : 'not watched'}: ${String(rate)} messages/s, ${cpu.toFixed(0)} µs each, figures told ${often} times a second`,
  );
}
console.log(`of that counting: ${(await countAlone()).toFixed(0)} µs each, with its share of a commit of ten`);
await figures.close();
await store.close();
rmSync(directory, { recursive: true });
console.log(`load ${before.toFixed(1)} before, ${(loadavg()[0] ?? 0).toFixed(1)} after`);
