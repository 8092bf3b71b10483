import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestApplication } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import type { ServerEvent } from './support/feed.ts';
import { FULL } from './support/form.ts';
import { Office } from './support/office.ts';
import { OwnProcess } from './support/own-process.ts';
import { stayQuiet } from './support/quiet.ts';
import { realtimeCounts } from './support/realtime-counts.ts';
import { receive } from './support/receive.ts';
import { report } from './support/report.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

stayQuiet();

test(
  'Browsers that stop reading are cut and catch up; the others get everything in order',
  { skip: FULL },
  async (t) => {
    const application = await startTestApplication();
    const office = await Office.open(application, 'acme');
    const proxy = await FaultyProxy.start(application.url);
    t.after(async () => {
      office.close();
      await proxy.close();
      await application.stop();
    });
    await office.write(5);
    const reading = await Promise.all(Array.from({ length: 8 }, () => office.openLiveTab()));
    const stopped = await Promise.all(Array.from({ length: 2 }, () => office.openLiveTab({ api: proxy.url })));

    proxy.fallSilent();
    const cut = (): number => application.application.realtime.counts()['cutForSlowness'] ?? 0;
    await receive(application, office, 900, {
      text: 'largo '.repeat(5_000),
      perSecond: 150,
      atOnce: 1,
      enough: () => cut() === 2,
    });
    const written = await office.head();
    for (const tab of reading) await tab.untilAt(written);
    const behind = stopped.map(({ ledger }) => written - ledger.last);
    proxy.speak();
    for (const tab of stopped) await tab.untilKind('live');
    await office.write(5);

    const others = await judge(office, reading);
    const slow = await judge(office, stopped);
    report(t, {
      row: '12',
      what: '2 of 10 tabs stop reading',
      counts: `${String(cut())} cut when ${behind.join(' and ')} behind; the others: ${countsOf(others)}; the slow: ${countsOf(slow)}`,
      holds: cut() === 2 && others.missing + slow.missing + others.wrong + slow.wrong === 0,
    });
    assertWhole(others);
    assertWhole(slow);
    assert.equal(cut(), 2);
    assert.ok(reading.every((tab) => tab.kinds === 'reconnecting live'));
    assert.ok(stopped.every((tab) => tab.connection.startOvers === 0));
  },
);

const TABS = 100;
const SLOW = 10;
const PER_SECOND = 50;
const SECONDS = 60;

test(
  `${String(SLOW)} of ${String(TABS)} stop reading for ${String(SECONDS)} s`,
  { skip: !FULL, timeout: 900_000 },
  async (t) => {
    const product = await OwnProcess.start();
    const office = await Office.open(product, 'acme');
    const proxy = await FaultyProxy.start(product.url);
    t.after(async () => {
      office.close();
      await proxy.close();
      await product.stop();
    });
    await office.write(5);
    const delays: number[] = [];
    const given = ({ name, data }: ServerEvent): void => {
      if (name === 'message:new') delays.push(performance.now() - Number(data.message.text));
    };
    const reading = await Promise.all(Array.from({ length: TABS - SLOW }, () => office.openLiveTab({ given })));
    const stopped = await Promise.all(Array.from({ length: SLOW }, () => office.openLiveTab({ api: proxy.url })));

    /** One minute of messages: the delay that 99 of 100 stay below, in milliseconds, and the most memory, in MiB. */
    const oneMinute = async (): Promise<{ p99: number; memory: number }> => {
      delays.length = 0;
      let memory = 0;
      const looking = setInterval(() => (memory = Math.max(memory, product.memory())), 250);
      await office.write(SECONDS * PER_SECOND, { perSecond: PER_SECOND, text: () => String(performance.now()) });
      const written = await office.head();
      for (const tab of reading) await tab.untilAt(written);
      clearInterval(looking);
      delays.sort((one, other) => one - other);
      return { p99: delays[Math.floor(delays.length * 0.99)] ?? 0, memory };
    };
    await oneMinute();
    const before = await oneMinute();
    proxy.fallSilent();
    const during = await oneMinute();
    const { sockets = 0, cutForSlowness = 0 } = await realtimeCounts(product.url);
    proxy.speak();
    for (const tab of stopped) await tab.untilKind('live');
    await office.write(5, { text: () => String(performance.now()) });

    const others = await judge(office, reading);
    const slow = await judge(office, stopped);
    const startOvers = stopped.reduce((sum, { connection }) => sum + connection.startOvers, 0);
    const growth = during.memory - before.memory;
    report(t, {
      row: '12',
      what: `${String(SLOW)} of ${String(TABS)} tabs stop reading for ${String(SECONDS)} s at ${String(PER_SECOND)} messages/s`,
      counts: [
        `p99 of the others ${before.p99.toFixed(1)} → ${during.p99.toFixed(1)} ms`,
        `memory ${before.memory.toFixed(0)} → ${during.memory.toFixed(0)} MiB`,
        `${String(TABS - sockets)} cut (${String(cutForSlowness)} for what waited, the rest by heartbeat)`,
        `the others: ${countsOf(others)}`,
        `the slow, after ${String(startOvers)} start overs: ${countsOf(slow)}`,
      ].join('; '),
      holds:
        during.p99 <= 2 * before.p99 && growth <= 64 && others.missing + slow.missing + others.wrong + slow.wrong === 0,
    });
    assertWhole(others);
    assertWhole(slow);
    assert.equal(sockets, TABS - SLOW);
    assert.ok(growth <= 64);
  },
);
