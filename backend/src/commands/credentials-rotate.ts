import { rotateKeys, type Rotation } from '../credentials/index.ts';
import { inDataDirectory } from './in-data-directory.ts';
import { runCommand } from './run-command.ts';

const help = `
npm run credentials:rotate [-- --lost-key]

Encrypts all WhatsApp credentials with a new key. Stop the server first.

Where the key lies in DATA_DIR, a new one is made and takes its place. With CREDENTIALS_KEY, give the new key in front of
the old one, comma separated, and run this; then the old one can be taken away. After a crash, run it again.

  --lost-key   the key is lost for good: goes on without it. Lines it had encrypted have to be linked again.
`;

await runCommand({
  help,
  options: { 'lost-key': { type: 'boolean' } },
  run: async ({ 'lost-key': keyIsLost = false }) =>
    inDataDirectory(async (installation) => inWords(await rotateKeys(installation, { keyIsLost }))),
});

function inWords({ resealed, unreadable, superfluous }: Rotation): string {
  const done = [`${resealed} stored keys are encrypted with the ${superfluous === undefined ? 'new' : 'first'} key.`];
  if (unreadable > 0) done.push(`${unreadable} could not be read with any key, and stay as they are.`);
  if (superfluous === undefined) done.push('The old key is gone from DATA_DIR; backups from before still need it.');
  else if (superfluous > 0) done.push('CREDENTIALS_KEY needs no other key than its first any more.');
  else done.push('For another key, give the new one in front of it: CREDENTIALS_KEY=<new>,<old>.');
  return done.join('\n');
}
