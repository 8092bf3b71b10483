import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApplication, type TestApplication } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import { short } from './support/form.ts';
import { Office } from './support/office.ts';
import { stayQuiet } from './support/quiet.ts';
import { receive } from './support/receive.ts';
import { report } from './support/report.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

const EVENTS = short(150, 1_000);

interface Load {
  what: string;
  /** After so many pages the next one is held back until everything is written. */
  pages: number;
  /** Whether push is there before that, comes after it, or never. */
  push: 'before' | 'after' | 'never';
  /** Whether the server has read the page that is held back before anything is written. */
  pageIsRead?: boolean;
}

const LOADS: Load[] = [
  { what: 'push is there before any page', pages: 0, push: 'before' },
  { what: 'push is there between two pages', pages: 2, push: 'before' },
  { what: 'push comes after a page', pages: 1, push: 'after' },
  { what: 'push overtakes a page that was read before', pages: 0, push: 'after', pageIsRead: true },
  { what: 'there is no push at all', pages: 1, push: 'never' },
];

describe('Events during the first load', () => {
  let application: TestApplication;
  stayQuiet();

  before(async () => {
    application = await startTestApplication();
  });
  after(() => application.stop());

  for (const [index, { what, pages, push, pageIsRead = false }] of LOADS.entries()) {
    test(`leave a tab with what a fresh fetch shows when ${what}`, async (t) => {
      const office = await Office.open(application, `acme-${String(index)}`);
      const api = await FaultyProxy.start(application.url);
      const sockets = await FaultyProxy.start(application.url);
      t.after(async () => {
        office.close();
        await Promise.all([api.close(), sockets.close()]);
      });
      await office.write(60);

      if (pageIsRead) api.holdAnswers();
      else if (pages === 0) api.fallSilent();
      if (push === 'after') sockets.fallSilent();
      if (push === 'never') sockets.behave('block-sockets');
      const tab = office.openTab({ api: api.url, endpoints: [sockets.url] });
      await tab.until('the pages that come at once', () => tab.pagesFetched === pages);
      if (pages > 0) api.fallSilent();
      if (pageIsRead) await api.answerIsHeld();
      if (push === 'before') await tab.untilKind('live');

      // Twenty messages over the API, and with every tenth somebody takes the conversation over.
      await receive(application, office, EVENTS - 22);
      await office.write(20);
      assert.ok(tab.loading);
      sockets.speak();
      if (pageIsRead) await tab.untilKind('live');
      api.speak();
      await tab.until('the first load', () => !tab.loading);

      const verdict = await judge(office, [tab]);
      report(t, {
        row: '5',
        what: `${String(EVENTS)} events during the first load; ${what}`,
        counts: countsOf(verdict),
        holds: verdict.missing + verdict.wrong === 0,
      });
      assertWhole(verdict);
      assert.equal(tab.connection.startOvers, 0);
    });
  }
});
