import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { short } from './support/form.ts';
import { MetaLine } from './support/meta-line.ts';
import { CUT, REFUSED } from './support/meta-poster.ts';
import { report } from './support/report.ts';
import { assertWhole, countsOf } from './support/verdict.ts';

/** Over each kind of connection. */
const RESTARTS = short(1, 20);
const PER_SECOND = 200;
const TABS = short(1, 20);
/** Between two restarts, at random up to this, in milliseconds. */
const LONGEST_CALM_MS = short(300, 2_000);
const LIMIT_MS = short(300_000, 1_800_000);

describe('Webhooks of Meta while the server is restarted with SIGTERM', { timeout: LIMIT_MS }, () => {
  let line: MetaLine;
  /** Of both kinds of connection together. */
  const texts: string[] = [];

  before(async () => {
    line = await MetaLine.open(TABS);
  });
  after(() => line.close());

  for (const keepsConnections of [true, false]) {
    const connections = keepsConnections ? 'kept connections' : 'a connection each';

    it(`are answered or refused, never cut, over ${connections}`, async (t) => {
      const poster = line.poster({ keepsConnections, perSecond: PER_SECOND });
      const posted = await poster.postDuring(restartAgainAndAgain());
      const [refused, reset] = [posted.others.get(REFUSED) ?? 0, posted.others.get(CUT) ?? 0];
      assert.deepEqual(
        [...posted.others.keys()].filter((status) => status !== REFUSED && status !== CUT),
        [],
      );
      // Who has come after the last look, and before the door is closed, was never let in: the system resets them, and no
      // server can do anything about it. A kept connection has been let in.
      assert.ok(reset <= (keepsConnections ? 0 : RESTARTS), `${String(reset)} were cut`);
      texts.push(...poster.texts);
      await line.assertEachOnce(texts);
      const verdict = await line.judge();
      assertWhole(verdict);
      report(t, {
        row: '2',
        what: `${String(RESTARTS)} restarts by SIGTERM at ${String(PER_SECOND)} webhooks/s over ${connections}`,
        counts: `${String(poster.texts.length)} messages, each once; ${String(posted.posts)} posts, of which ${String(refused)} were refused a connection, ${String(reset)} reset by the system as the door closed, and none was cut; ${countsOf(verdict)}`,
        holds: true,
      });
    });
  }

  async function restartAgainAndAgain(): Promise<void> {
    for (let restarts = 0; restarts < RESTARTS; restarts += 1) {
      await pause(Math.random() * LONGEST_CALM_MS);
      await line.product.restart();
    }
  }
});
