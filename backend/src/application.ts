import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Router } from 'express';
import { createLogger, Health, type Logger, SettingsError, type Settings } from './operations/index.ts';
import { lockDataDirectory, Store, type DataDirectoryLock } from './storage/index.ts';
import { configRoute, createHttpServer, createWebApplication, OriginRule } from './web/index.ts';

export interface ApplicationParts {
  clock?: () => Date;
  logger?: Logger;
}

export interface Application {
  /** Begins to take requests; `url` is where a person on this machine finds it. */
  listen(): Promise<{ port: number; url: string }>;
  /** Stops taking requests, cuts the sockets, finishes the writes that were accepted and frees `DATA_DIR`. */
  close(): Promise<void>;
}

const pagesDirectory = fileURLToPath(new URL('../../dist/frontend/browser', import.meta.url));

/** Puts the product together. Throws `SettingsError` where `DATA_DIR` cannot be used. */
export async function createApplication(settings: Settings, parts: ApplicationParts = {}): Promise<Application> {
  const logger = parts.logger ?? createLogger({ level: settings.logLevel, json: settings.nodeEnv === 'production' });
  const lock = openDataDirectory(settings.dataDirectory);
  const store = await Store.open(join(settings.dataDirectory, 'condorito.db'), parts.clock);

  const health = new Health(
    () => store.read((database) => database.selectFrom('clients').select('seq').limit(1).execute()),
    logger,
  );
  const apiRouters: Router[] = [configRoute(settings)];
  const web = createWebApplication({
    settings,
    logger,
    originRule: new OriginRule(settings),
    authenticate: () => Promise.resolve(undefined),
    rootRouters: [health.router()],
    apiRouters,
    pagesDirectory,
  });
  const server = createHttpServer(web);

  return {
    listen: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => {
          const taken = 'code' in error && error.code === 'EADDRINUSE';
          reject(taken ? new SettingsError(`PORT ${String(settings.port)} is taken: use another one.`) : error);
        });
        server.listen(settings.port, settings.host, resolve);
      });
      const { port } = server.address() as AddressInfo;
      health.setReady(true);
      return { port, url: settings.publicUrl ?? `http://localhost:${String(port)}` };
    },
    close: async () => {
      health.setReady(false);
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      });
      await store.close();
      lock.release();
    },
  };
}

function openDataDirectory(directory: string): DataDirectoryLock {
  try {
    mkdirSync(directory, { recursive: true });
    return lockDataDirectory(directory);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`DATA_DIR should be a folder this process can use alone: ${reason}`, { cause: error });
  }
}
