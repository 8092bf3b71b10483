/** Runs the specs of the frontend in a browser. What follows `npm run test:frontend --` goes to `ng test`. */
import { spawn } from 'node:child_process';
import { findBrowser } from './find-browser.ts';

const browser = await findBrowser();
const karma = spawn('ng', ['test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, CHROME_BIN: browser },
});
karma.on('error', (error) => {
  throw error;
});
karma.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
