import { createSessionRequest } from '#contract/whatsapp-sessions';
import { openSecretBox } from '../credentials/index.ts';
import { UnknownClientError } from '../storage/index.ts';
import { importSession, LineNameTakenError, MultiFileAuthError, NumberLinkedError } from '../whatsapp/index.ts';
import { CommandError } from './command-error.ts';
import { inDataDirectory } from './in-data-directory.ts';
import { runCommand } from './run-command.ts';

const help = `
npm run sessions:import -- --client <clientCode> --name <name of the line> --folder <folder>

Takes over a phone that another program has linked with Baileys (useMultiFileAuthState), so that nobody scans again. Stop
this server and the other program first. The folder is left as it is.

  --client   the business the line is for
  --name     what the line is called here
  --folder   the folder with creds.json
`;

await runCommand({
  help,
  options: { client: { type: 'string' }, name: { type: 'string' }, folder: { type: 'string' } },
  run: async ({ client, name, folder }) => {
    if (!client || !folder) throw new CommandError('--client, --name and --folder are needed; --help explains them.');
    const line = createSessionRequest.safeParse({ kind: 'whatsapp-web', name });
    if (!line.success) throw new CommandError('--name should have 1 to 60 characters.');
    return inDataDirectory(async (installation) => {
      const box = await openSecretBox(installation);
      try {
        const link = { clientCode: client, name: line.data.name, folder };
        return inWords(line.data.name, await importSession({ ...installation, box, ...link }));
      } catch (error) {
        throw isForOperator(error) ? new CommandError(error.message, { cause: error }) : error;
      }
    });
  },
});

function isForOperator(error: unknown): error is Error {
  return [LineNameTakenError, MultiFileAuthError, NumberLinkedError, UnknownClientError].some(
    (kind) => error instanceof kind,
  );
}

function inWords(name: string, { phoneNumber, keys }: { phoneNumber: string; keys: number }): string {
  return [
    `The line "${name}" has the link of +${phoneNumber}, with ${String(keys)} keys. It connects at the next start.`,
    'The other program has to stay stopped from now on: two that use one link replace each other (440).',
    'Delete the folder: whoever has it can act as this number.',
  ].join('\n');
}
