import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestApplication } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import { Office } from './support/office.ts';
import { stayQuiet } from './support/quiet.ts';
import { report } from './support/report.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

stayQuiet();

test('Two endpoints bring every event once; one of them is enough, without both the tab polls', async (t) => {
  const application = await startTestApplication();
  const office = await Office.open(application, 'acme');
  const one = await FaultyProxy.start(application.url);
  const other = await FaultyProxy.start(application.url);
  t.after(async () => {
    office.close();
    await one.close();
    await other.close();
    await application.stop();
  });
  const tab = await office.openLiveTab({ endpoints: [one.url, other.url] });
  await tab.until('both endpoints', () => tab.joins === 2);
  await office.write(30);
  await tab.untilAt(await office.head());

  one.refuse();
  await office.write(30);
  await tab.untilAt(await office.head());
  assert.equal(tab.kinds, 'reconnecting live');

  other.refuse();
  await tab.untilKind('polling');
  await office.write(30);
  await tab.untilAt(await office.head());

  other.accept();
  tab.retryNow();
  await tab.untilKind('live');
  one.accept();
  await office.write(30);
  const verdict = await judge(office, [tab]);
  report(t, {
    row: 'endpoints',
    what: 'two endpoints, one cut, both cut, back',
    counts: `${tab.kinds.replaceAll(' ', ' → ')}, ${countsOf(verdict)}`,
    holds: verdict.missing + verdict.twice + verdict.outOfOrder + verdict.wrong === 0,
  });
  assertWhole(verdict);
  assert.match(tab.kinds, /^reconnecting live reconnecting polling live$/);
});
