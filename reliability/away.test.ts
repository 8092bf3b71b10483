import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { startTestApplication, type TestApplication } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import { Office } from './support/office.ts';
import { stayQuiet } from './support/quiet.ts';
import { receive } from './support/receive.ts';
import { report } from './support/report.ts';
import type { Tab } from './support/tab.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

describe('A tab that was away', () => {
  let application: TestApplication;
  stayQuiet();

  before(async () => {
    application = await startTestApplication();
  });
  after(() => application.stop());

  interface Absence {
    office: Office;
    tab: Tab;
    /** Has missed nothing, so it shows what has to come out. */
    witness: Tab;
    proxy: FaultyProxy;
  }

  /** A tab loses the network, so many messages come, and it is back. */
  async function missing(t: TestContext, clientCode: string, count: number): Promise<Absence> {
    const office = await Office.open(application, clientCode);
    const proxy = await FaultyProxy.start(application.url);
    t.after(async () => {
      office.close();
      await proxy.close();
    });
    await office.write(5);
    const witness = await office.openLiveTab();
    const tab = await office.openLiveTab({ api: proxy.url });
    proxy.refuse();
    await tab.untilKind('offline');
    await receive(application, office, count);
    proxy.accept();
    await tab.untilKind('live');
    return { office, tab, witness, proxy };
  }

  test('catches up page by page on what it missed', async (t) => {
    const { office, tab, witness } = await missing(t, 'hundreds', 800);
    const before = { pages: tab.pagesFetched };
    await office.write(5);
    const verdict = await judge(office, [tab, witness]);
    const { startOvers, recoveredEvents } = tab.connection;
    report(t, {
      row: '4',
      what: '800 missed while away',
      counts: `${String(recoveredEvents)} caught up, ${String(startOvers)} start overs, ${countsOf(verdict)}`,
      holds: startOvers === 0 && recoveredEvents >= 800 && verdict.missing === 0,
    });
    assertWhole(verdict);
    assert.equal(startOvers, 0);
    assert.ok(recoveredEvents >= 800);
    assert.equal(tab.pagesFetched, before.pages, 'nothing is fetched anew');
  });

  test('starts over when it missed too much, and says so', async (t) => {
    const { office, tab, witness } = await missing(t, 'thousands', 5_000);
    await tab.until('the start over', () => tab.connection.startOvers > 0);
    await office.write(5);
    const verdict = await judge(office, [tab, witness]);
    const { startOvers } = tab.connection;
    report(t, {
      row: '4',
      what: 'ten minutes away, 5,000 missed',
      counts: `${String(startOvers)} start over, ${countsOf(verdict)}`,
      holds: startOvers === 1 && verdict.missing + verdict.wrong === 0,
    });
    assertWhole(verdict);
    assert.equal(startOvers, 1);
    assert.equal(tab.kind, 'live');
  });
});
