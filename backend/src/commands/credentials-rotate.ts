import { rotateKeys, type Rotation } from '../credentials/index.ts';
import { inDataDirectory } from './in-data-directory.ts';
import { runCommand } from './run-command.ts';

const help = `
npm run credentials:rotate [-- --lost-key]

Encrypts all WhatsApp credentials with a new key. Stop the server first.

Where the key lies in DATA_DIR, a new one is made and takes its place. With CREDENTIALS_KEY, give the new key in front of
the old one, comma separated, and run this; then the old one can be taken away. After a crash, run it again.

  --lost-key   a key is lost for good: goes on with those that are left, also of a damaged key file, which is kept beside the
               new one. What none of them opens stays as it is; a line whose credentials it was has to be linked again.
`;

await runCommand({
  help,
  options: { 'lost-key': { type: 'boolean' } },
  run: async ({ 'lost-key': keyIsLost = false }) =>
    inDataDirectory(async (installation) => inWords(await rotateKeys(installation, { keyIsLost }))),
});

function inWords({ resealed, unreadable, superfluous, setAside }: Rotation): string {
  const done = [`${resealed} stored keys are encrypted with the ${superfluous === undefined ? 'new' : 'first'} key.`];
  if (unreadable > 0) {
    done.push(
      `${unreadable} could not be read with any key, and stay as they are. ` +
        'A line whose credentials are among them stops, and has to be linked again.',
    );
  }
  if (superfluous === undefined) done.push(whereTheOldKeyIs(setAside));
  else if (superfluous > 0) done.push('CREDENTIALS_KEY needs no other key than its first any more.');
  else done.push('For another key, give the new one in front of it: CREDENTIALS_KEY=<new>,<old>.');
  return done.join('\n');
}

function whereTheOldKeyIs(setAside: string | undefined): string {
  if (setAside === undefined) return 'The old key is gone from DATA_DIR; backups from before still need it.';
  return `The key file as it was is kept as ${setAside}; backups from before need what was in it.`;
}
