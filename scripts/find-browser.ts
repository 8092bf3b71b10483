import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { unpackedChromium } from './unpacked-chromium.ts';

/** What every browser of the tests is started with: no sandbox (tests may run as root), no traffic of its own. */
export const BROWSER_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const INSTALLED_NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The path of a Chrome or Chromium that starts: `CHROME_BIN`, else an installed one, else the one that comes with
 * `npm ci`. Throws where `CHROME_BIN` is set and does not start, or where nothing is left to try.
 */
export async function findBrowser(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const chosen = environment['CHROME_BIN'];
  if (chosen) {
    if (!starts(chosen)) throw new Error(`CHROME_BIN is ${chosen}, which does not start.`);
    return chosen;
  }
  const installed = installedBrowsers(environment['PATH'] ?? '').find(starts);
  return installed ?? (await unpackedChromium(starts));
}

function installedBrowsers(path: string): string[] {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const onPath = INSTALLED_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, MAC_CHROME].filter(isExecutable);
}

function isExecutable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A stub that only says where to get a browser, or one whose libraries are missing, does not pass. */
function starts(browser: string): boolean {
  const { status, stdout } = spawnSync(browser, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && stdout.includes('Chrom');
}

if (import.meta.main) {
  const browser = await findBrowser();
  process.stdout.write(`${browser}\n${execFileSync(browser, ['--version'], { encoding: 'utf8' })}`);
}
