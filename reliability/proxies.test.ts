import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApplication, type TestApplication } from '../backend/test/support/index.ts';
import { FaultyProxy } from '../lab/network/index.ts';
import type { ConnectionKind } from './support/feed.ts';
import { SPEED } from './support/form.ts';
import { Office } from './support/office.ts';
import { stayQuiet } from './support/quiet.ts';
import { report } from './support/report.ts';
import type { Tab } from './support/tab.ts';
import { assertWhole, countsOf, judge } from './support/verdict.ts';

/** What the badge said in one part of a story, word after word. */
type Words = RegExp;

interface Story {
  name: string;
  /** How the proxy is before the tab is opened. */
  from?: (proxy: FaultyProxy) => void;
  start: { kind: ConnectionKind; said: Words };
  /** What happens to the tab, and what its badge has to come to. */
  fault: (proxy: FaultyProxy) => void;
  under: { kind: ConnectionKind; said: Words };
  /** Whether what is written meanwhile reaches the tab before the fault ends. */
  reaches: boolean;
  /** The end of the fault, after which the badge comes to `live`. */
  end: (proxy: FaultyProxy) => void;
  afterwards: Words;
}

const nothing = (): void => undefined;
const NOTHING = /^$/;
const live = { kind: 'live', said: /^reconnecting( polling)? live$/ } as const;
const pass = (proxy: FaultyProxy): void => {
  proxy.behave('pass');
};
const cut = (proxy: FaultyProxy): void => {
  proxy.cut();
};
const lastingFrom = { fault: nothing, reaches: true, end: pass };

const STORIES: Story[] = [
  {
    name: 'passes everything',
    start: live,
    fault: nothing,
    under: { kind: 'live', said: NOTHING },
    reaches: true,
    end: nothing,
    afterwards: NOTHING,
  },
  {
    name: 'strips Upgrade, from the start',
    from: (proxy) => {
      proxy.behave('strip-upgrade');
    },
    start: live,
    ...lastingFrom,
    under: { kind: 'live', said: NOTHING },
    afterwards: NOTHING,
  },
  {
    name: 'strips Upgrade, later',
    start: live,
    fault: (proxy) => {
      proxy.behave('strip-upgrade');
      proxy.cut();
    },
    under: { kind: 'live', said: /^reconnecting( polling)? live$/ },
    reaches: true,
    end: pass,
    afterwards: NOTHING,
  },
  {
    name: 'swallows Upgrade, from the start',
    from: (proxy) => {
      proxy.behave('swallow-upgrade');
    },
    start: { kind: 'live', said: /^reconnecting polling live$/ },
    ...lastingFrom,
    under: { kind: 'live', said: NOTHING },
    afterwards: NOTHING,
  },
  {
    name: 'swallows Upgrade, later',
    start: live,
    fault: (proxy) => {
      proxy.behave('swallow-upgrade');
      proxy.cut();
    },
    under: { kind: 'live', said: /^reconnecting( polling)? live$/ },
    reaches: true,
    end: pass,
    afterwards: NOTHING,
  },
  {
    name: 'blocks /socket.io/, from the start',
    from: (proxy) => {
      proxy.behave('block-sockets');
    },
    start: { kind: 'polling', said: /^reconnecting polling$/ },
    ...lastingFrom,
    under: { kind: 'polling', said: NOTHING },
    afterwards: /^live$/,
  },
  {
    name: 'blocks /socket.io/, later',
    start: live,
    fault: (proxy) => {
      proxy.behave('block-sockets');
      proxy.cut();
    },
    under: { kind: 'polling', said: /^reconnecting polling$/ },
    reaches: true,
    end: pass,
    afterwards: /^live$/,
  },
  {
    name: 'refuses (server down), then accepts',
    start: live,
    fault: (proxy) => {
      proxy.refuse();
    },
    under: { kind: 'offline', said: /^reconnecting offline$/ },
    reaches: false,
    end: (proxy) => {
      proxy.accept();
    },
    afterwards: /^(polling )?live$/,
  },
  {
    name: 'falls silent, then speaks',
    start: live,
    fault: (proxy) => {
      proxy.fallSilent();
    },
    under: { kind: 'offline', said: /^reconnecting offline$/ },
    reaches: false,
    end: (proxy) => {
      proxy.speak();
    },
    afterwards: /^(polling )?live$/,
  },
  {
    name: 'delays by 300 ms each way, from the start',
    from: (proxy) => {
      proxy.delay(300 / SPEED);
    },
    start: live,
    fault: nothing,
    under: { kind: 'live', said: NOTHING },
    reaches: true,
    end: nothing,
    afterwards: NOTHING,
  },
  {
    name: 'delays by 300 ms each way, later',
    start: live,
    fault: (proxy) => {
      proxy.delay(300 / SPEED);
    },
    under: { kind: 'live', said: NOTHING },
    reaches: true,
    end: (proxy) => {
      proxy.delay(0);
    },
    afterwards: NOTHING,
  },
  {
    name: 'half-closes',
    start: live,
    fault: (proxy) => {
      proxy.halfClose();
    },
    // Live until the missing heartbeat tells, after at most 12 s.
    under: { kind: 'live', said: /^reconnecting( polling)? live$/ },
    reaches: true,
    end: nothing,
    afterwards: NOTHING,
  },
  {
    name: 'cuts',
    start: live,
    fault: cut,
    under: { kind: 'live', said: /^reconnecting( polling)? live$/ },
    reaches: true,
    end: nothing,
    afterwards: NOTHING,
  },
];

/** All at once would have each wait for the processor longer than a tab waits for an answer. */
const AT_ONCE = 4;

describe('A tab behind a proxy that', { concurrency: AT_ONCE }, () => {
  let application: TestApplication;
  let others: Office;
  const offices = new Map<Story, Office>();
  stayQuiet();

  before(async () => {
    application = await startTestApplication();
    others = await Office.open(application, 'others', 1);
    for (const [index, story] of STORIES.entries()) {
      offices.set(story, await Office.open(application, `office-${String(index)}`));
    }
  });
  after(async () => {
    others.close();
    await application.stop();
  });

  for (const story of STORIES) {
    test(story.name, async (t) => {
      const office = offices.get(story);
      assert.ok(office);
      const proxy = await FaultyProxy.start(application.url);
      t.after(async () => {
        office.close();
        await proxy.close();
      });
      await office.write(3);
      story.from?.(proxy);
      const opened = performance.now();
      const tab = office.openTab({ api: proxy.url });
      await tab.untilKind(story.start.kind);
      await tab.until('the first load', () => !tab.loading);
      const told = new Told(tab);
      assert.match(told.next(), story.start.said);
      const firstBadge = tab.badges.at(-1)?.at ?? 0;

      const from = performance.now();
      story.fault(proxy);
      const written = Promise.all([office.write(20), others.write(5)]);
      const changes = !story.under.said.test('');
      if (changes) await tab.until('the badge to change', () => tab.badges.length > told.seen);
      await tab.untilKind(story.under.kind);
      const badge = performance.now();
      await written;
      const last = performance.now();
      if (story.reaches) await tab.untilAt(await office.head());
      const reached = performance.now();
      assert.match(told.next(), story.under.said);

      const ended = performance.now();
      story.end(proxy);
      await tab.untilKind('live');
      const liveAgain = performance.now();
      await tab.untilAt(await office.head());
      const there = performance.now();
      await office.write(5);
      const verdict = await judge(office, [tab]);

      const times = [
        story.from ? `${story.start.kind} ${seconds(firstBadge - opened)} after opening` : '',
        changes ? `${story.under.kind} after ${seconds(badge - from)}` : 'no change of the badge',
        told.rest === '' ? '' : `live ${seconds(liveAgain - ended)} after the end`,
        story.reaches
          ? `messages ${seconds(reached - last)} behind`
          : `messages there ${seconds(there - ended)} after the end`,
      ];
      report(t, {
        row: 'proxy',
        what: `one that ${story.name}`,
        counts: [...times.filter((time) => time !== ''), countsOf(verdict)].join(', '),
        holds: verdict.missing + verdict.twice + verdict.wrong === 0,
      });
      assertWhole(verdict);
      assert.match(told.next(), story.afterwards);
      assert.equal(tab.connection.startOvers, 0);
    });
  }

  test('logs nothing of all this as an error of the server', () => {
    assert.deepEqual(
      application.logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50),
      [],
    );
  });
});

/** Reads off what a badge has said, part by part. */
class Told {
  readonly #tab: Tab;
  seen = 0;

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  /** What it has said and was not read yet. */
  get rest(): string {
    return this.#tab.badges
      .slice(this.seen)
      .map(({ kind }) => kind)
      .join(' ');
  }

  next(): string {
    const { rest } = this;
    this.seen = this.#tab.badges.length;
    return rest;
  }
}

/** Milliseconds as seconds of the tab. */
function seconds(milliseconds: number): string {
  return `${((milliseconds * SPEED) / 1_000).toFixed(1)} s`;
}
