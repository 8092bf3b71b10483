import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it, type TestContext } from 'node:test';
import { short } from './support/form.ts';
import { MetaLine } from './support/meta-line.ts';
import { report } from './support/report.ts';
import { SmallDisk } from './support/small-disk.ts';
import { assertWhole, countsOf } from './support/verdict.ts';

const WEBHOOKS = short(100, 5_000);
/** So many are refused before there is room again. */
const REFUSED_ONES = short(30, 1_000);
const TABS = 2;
const LIMIT_MS = short(300_000, 1_800_000);
/** What a write that could not be stored is answered with. */
const FAILED = 500;

describe('Webhooks of Meta that cannot be stored', { timeout: LIMIT_MS }, () => {
  let disk: SmallDisk | undefined;
  let line: MetaLine;

  /** Of everything that was acknowledged. */
  const texts: string[] = [];

  before(async () => {
    disk = SmallDisk.mount();
    line = await MetaLine.open(TABS, undefined, disk?.folder);
  });
  after(async () => {
    await line.close();
    disk?.unmount();
  });

  it('are not acknowledged while the disk is full, and stored once it is not', async (t) => {
    if (!disk) {
      t.skip('This user may not mount a small file system.');
      return;
    }
    const full = disk;
    await countRefusals(t, 'a full disk', {
      begin: () => {
        full.fill();
      },
      end: () => {
        full.free();
      },
    });
  });

  it('are not acknowledged while no file may grow, and stored once they may', async (t) => {
    if (spawnSync('prlimit', ['--version']).error) {
      t.skip('There is no prlimit (util-linux) here.');
      return;
    }
    const limit = (bytes: string) => {
      execFileSync('prlimit', ['--pid', String(line.product.pid), `--fsize=${bytes}:unlimited`]);
    };
    await countRefusals(t, 'files that may not grow', {
      begin: () => {
        limit('4096');
      },
      end: () => {
        limit('unlimited');
      },
    });
  });

  it('are not acknowledged while somebody else locks the database, and stored once nobody does', async (t) => {
    const other = new DatabaseSync(join(line.product.dataDirectory, 'condorito.db'));
    await countRefusals(t, 'a locked database', {
      begin: () => {
        other.exec('BEGIN EXCLUSIVE');
      },
      end: () => {
        other.exec('ROLLBACK');
        other.close();
      },
    });
  });

  /** Posts before, during and after; what was acknowledged has to be there also after a `kill -9`. */
  async function countRefusals(t: TestContext, what: string, trouble: { begin(): void; end(): void }): Promise<void> {
    const poster = line.poster();
    await poster.post(WEBHOOKS);
    trouble.begin();
    const during = poster.post(WEBHOOKS);
    await poster.answered(FAILED, REFUSED_ONES);
    trouble.end();
    const { others } = await during;
    await poster.post(WEBHOOKS);
    assert.deepEqual([...others.keys()], [FAILED]);
    await line.product.killAndStart();
    texts.push(...poster.texts);
    await line.assertEachOnce(texts);
    const verdict = await line.judge();
    assertWhole(verdict);
    report(t, {
      row: '8',
      what: `${what} while ${String(WEBHOOKS)} of ${String(3 * WEBHOOKS)} webhooks come`,
      counts: `${String(others.get(FAILED) ?? 0)} not acknowledged; after the retries ${String(poster.texts.length)} messages, each once, also after a kill -9; ${countsOf(verdict)}`,
      holds: true,
    });
  }
});
