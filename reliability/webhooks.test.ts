import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { short } from './support/form.ts';
import { MetaLine } from './support/meta-line.ts';
import { report } from './support/report.ts';
import { assertWhole, countsOf } from './support/verdict.ts';

const KILLS = short(2, 100);
const WEBHOOKS = short(1_000, 200_000);
const TABS = short(5, 50);
const REPEATS = 0.2;
/** Between two kills, at random up to this, in milliseconds. */
const LONGEST_CALM_MS = short(600, 2_000);
const LIMIT_MS = short(300_000, 7_200_000);

describe('Webhooks of Meta while the server is killed again and again', { timeout: LIMIT_MS }, () => {
  let line: MetaLine;

  before(async () => {
    line = await MetaLine.open(TABS);
  });
  after(() => line.close());

  it('loses nothing and doubles nothing through kill -9', async (t) => {
    const poster = line.poster({ repeats: REPEATS });
    const killed = killAgainAndAgain();
    const posted = await poster.post(WEBHOOKS);
    await killed;
    await line.assertEachOnce(poster.texts);
    const verdict = await line.judge();
    assertWhole(verdict);
    report(t, {
      row: '1',
      what: `${String(KILLS)} kill -9 during ${String(WEBHOOKS)} webhooks, ${String(posted.repeats)} of them posted again`,
      counts: `${String(poster.texts.length)} messages, each once; ${countsOf(verdict)}`,
      holds: true,
    });
  });

  async function killAgainAndAgain(): Promise<void> {
    for (let kills = 0; kills < KILLS; kills += 1) {
      await pause(Math.random() * LONGEST_CALM_MS);
      await line.product.killAndStart();
    }
  }
});
