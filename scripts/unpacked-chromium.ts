import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz, { inflate } from '@sparticuz/chromium';

const packageFolder = new URL('../node_modules/@sparticuz/chromium/', import.meta.url);
const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const SYSTEM_FONTS = '/etc/fonts/fonts.conf';
const FONTS_CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * The headless Chromium that comes as an npm package, unpacked once under `node_modules/.cache`. It brings the fonts and
 * the libraries (NSS) that a bare machine does not have; they are used only where the machine's own are missing.
 * Linux on x64 only.
 */
export async function unpackedChromium(starts: (browser: string) => boolean): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome or Chromium was found. Install one, or set CHROME_BIN to the path of one.');
  }
  const folder = join(cache, `chromium-${packageVersion()}`);
  const browser = join(folder, 'browser');
  if (!existsSync(browser)) await unpackOnce(folder, browser, starts);
  if (!starts(browser)) throw new Error(`${browser} does not start. Set CHROME_BIN to a Chrome or Chromium that does.`);
  return browser;
}

function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as { version: string };
  return manifest.version;
}

/** Unpacks beside the final place and moves it there whole, so a run that is cut short, or two at once, do no harm. */
async function unpackOnce(folder: string, browser: string, starts: (browser: string) => boolean): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    const binary = await inTemporaryFolder(draft, () => sparticuz.executablePath());
    const needsLibraries = !starts(binary);
    if (needsLibraries) {
      const libraries = fileURLToPath(new URL('bin/al2023.tar.br', packageFolder));
      await inTemporaryFolder(draft, () => inflate(libraries));
    }
    writeFileSync(join(draft, 'fonts.conf'), FONTS_CONFIGURATION);
    writeFileSync(join(draft, 'browser'), launcher(needsLibraries), { mode: 0o755 });
    if (!existsSync(browser)) renameSync(draft, folder);
  } catch (error) {
    // Someone else was faster: theirs is as good.
    if (!existsSync(browser)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The package unpacks into the temporary folder of the process, whatever that is at the time. */
async function inTemporaryFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** One path that Karma and Playwright can start without knowing about libraries and fonts. */
function launcher(needsLibraries: boolean): string {
  return [
    '#!/bin/sh',
    'here=$(cd "$(dirname "$0")" && pwd)',
    ...(needsLibraries ? ['export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"'] : []),
    ...(existsSync(SYSTEM_FONTS) ? [] : ['export FONTCONFIG_FILE="$here/fonts.conf"']),
    'exec "$here/chromium" "$@"',
    '',
  ].join('\n');
}
