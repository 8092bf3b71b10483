import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { runNpmScript } from '../commands/run-npm-script.ts';

/** What each says first of a wrong setting, or of one that is missing. */
const scripts = ['serve', 'alerts:test', 'credentials:rotate'];

describe('The .env file of the working folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'condorito-env-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  for (const script of scripts) {
    it(`gives npm run ${script} its settings`, async () => {
      writeFileSync(join(folder, '.env'), 'PORT=seventy\n');
      const { code, err } = await runNpmScript(script, [], {}, folder);
      assert.deepEqual([code, err], [1, 'PORT should be a port number, 0 to 65535.\n']);
    });

    it(`need not be there for npm run ${script}, and its absence is not told`, async () => {
      const { code, err } = await runNpmScript(script, [], { PORT: 'seventy' }, folder);
      assert.deepEqual([code, err], [1, 'PORT should be a port number, 0 to 65535.\n']);
    });
  }

  it('leaves to the environment what that says itself', async () => {
    writeFileSync(join(folder, '.env'), 'PORT=seventy\n');
    const { err } = await runNpmScript('credentials:rotate', [], { PORT: '1' }, folder);
    assert.match(err, /^DATA_DIR should be the data directory of the server/);
  });

  it('stops what needs it in one line where it cannot be read', async () => {
    mkdirSync(join(folder, '.env'));
    for (const script of scripts) {
      const { code, err } = await runNpmScript(script, [], {}, folder);
      assert.equal(code, 1);
      assert.match(err, /^\.env should be a file that can be read: .+\n$/);
    }
  });
});
