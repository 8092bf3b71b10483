import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Application } from './application.ts';
import { createLogger, loadEnvironmentFile, readSettings, SettingsError } from './operations/index.ts';

/** How long the last requests and writes may take once the process is asked to stop, in milliseconds. */
const STOP_LIMIT = 10_000;
/** Files of `DATA_DIR` hold messages and keys. */
const ONLY_FOR_ITS_OWNER = 0o077;
/** What was compiled at one start is read at the next. Where this folder cannot be written, each start compiles anew. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

try {
  process.umask(ONLY_FOR_ITS_OWNER);
  loadEnvironmentFile();
  const settings = readSettings(process.env);
  const logger = createLogger({ level: settings.logLevel, json: settings.nodeEnv === 'production' });
  // Baileys has listeners that reject with nobody waiting, for example when a connection closes while it acknowledges
  // (`Socket/messages-recv.js:1600`). That may cost one session its connection, never all clients the process.
  process.on('unhandledRejection', (reason) => {
    logger.error({ err: reason }, 'a promise was rejected with nobody waiting');
  });
  enableCompileCache(COMPILED);
  const { createApplication } = await import('./application.ts');
  const application = await createApplication(settings, { logger });
  const { url } = await application.listen();
  process.stdout.write(`CRM Condorito is ready at ${url}\n`);
  stopOnSignal(application);
  flushCompileCache();
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
