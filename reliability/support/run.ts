/**
 * `npm run test:reliability`: the full counts, one test file after the other, and one table at the end. What a file has
 * counted is kept as soon as all of it holds: `RESUME=1` goes on with a run of the same sources that was broken off.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf } from './table-reporter.ts';

const KEPT = 'node_modules/.cache/reliability';
const files = [
  'backend/test/whatsapp/kill.test.ts',
  'backend/test/bot/kill.test.ts',
  ...globSync('reliability/**/*.test.ts').sort(),
  'e2e/realtime.test.ts',
];

const sources = describeSources();
if (process.env['RESUME'] !== '1') rmSync(KEPT, { recursive: true, force: true });
mkdirSync(KEPT, { recursive: true });

const lines: string[] = [];
const failed: string[] = [];
for (const file of files) {
  const kept = keptOf(file);
  if (kept) process.stdout.write(`${file}: counted before\n`);
  const { counted, holds } = kept ? { counted: kept, holds: true } : await count(file);
  lines.push(...counted);
  if (!holds) failed.push(file);
}
process.stdout.write(tableOf(lines, failed));
process.exitCode = failed.length > 0 ? 1 : 0;

/** The commit and what was changed since: figures of anything else are not put beside these. Undefined outside Git. */
function describeSources(): string | undefined {
  try {
    const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8', maxBuffer: 100_000_000 });
    const changed = createHash('sha256').update(git('diff', 'HEAD')).digest('hex');
    return `${git('rev-parse', 'HEAD').trim()} ${changed}`;
  } catch {
    return undefined;
  }
}

/** The lines that a file has reported before, of these very sources. */
function keptOf(file: string): string[] | undefined {
  if (sources === undefined) return undefined;
  const [of, ...kept] = linesIn(placeOf(file));
  return of === sources ? kept : undefined;
}

async function count(file: string): Promise<{ counted: string[]; holds: boolean }> {
  const fresh = `${placeOf(file)}.new`;
  const reporters = [
    ['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ['--test-reporter=./reliability/support/table-reporter.ts', `--test-reporter-destination=${fresh}`],
  ];
  rmSync(fresh, { force: true });
  const trusting = ['--import', './lab/whatsapp-web/trust-lab-root.ts'];
  const child = spawn(process.execPath, [...trusting, '--test', ...reporters.flat(), file], {
    stdio: 'inherit',
    env: { ...process.env, FULL: '1', KILLS: '50' },
  });
  await once(child, 'exit');
  const holds = child.exitCode === 0;
  const counted = linesIn(fresh);
  if (holds && sources !== undefined) writeFileSync(placeOf(file), [sources, ...counted].join('\n'));
  return { counted, holds };
}

function linesIn(place: string): string[] {
  if (!existsSync(place)) return [];
  return readFileSync(place, 'utf8').split('\n').filter(Boolean);
}

function placeOf(file: string): string {
  return join(KEPT, file.replaceAll('/', '+'));
}
