import { existsSync } from 'node:fs';
import { createApplication, type Application } from './application.ts';
import { readSettings, SettingsError } from './operations/index.ts';

/** How long the last requests and writes may take once the process is asked to stop, in milliseconds. */
const STOP_LIMIT = 10_000;

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  const application = await createApplication(readSettings(process.env));
  const { url } = await application.listen();
  process.stdout.write(`CRM Condorito is ready at ${url}\n`);
  stopOnSignal(application);
} catch (error) {
  const unexpected = error instanceof Error && !(error instanceof SettingsError);
  process.stderr.write(`${unexpected ? (error.stack ?? error.message) : messageOf(error)}
`);
  process.exit(1);
}

function stopOnSignal(application: Application): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT).unref();
    application.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
