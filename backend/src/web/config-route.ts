import { readFileSync } from 'node:fs';
import { Router } from 'express';
import { z } from 'zod';
import type { AppConfig } from '#contract/config';
import type { Settings } from '../operations/index.ts';
import { onlyMethods } from './problem-answers.ts';

const packageFile = new URL('../../../package.json', import.meta.url);

/** `GET /api/config`: the public settings, for everyone. */
export function configRoute(settings: Settings): Router {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, 'utf8')));
  const config: AppConfig = {
    version,
    languages: ['es', 'en'],
    realtime: {
      endpoints: settings.realtimeEndpoints,
      transports: settings.realtimeTransports,
      pollPeriods: { connected: 30_000, disconnected: 3_000 },
      connectTimeout: 4_000,
      eagerTries: 3,
      longestProbe: 300_000,
    },
    apiTimeout: settings.apiTimeout,
  };
  const router = Router();
  router
    .route('/config')
    .get((_request, response) => {
      response.json(config);
    })
    .all(onlyMethods('GET'));
  return router;
}
