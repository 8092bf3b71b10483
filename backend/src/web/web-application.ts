import express, { type Express, type Router } from 'express';
import type { Logger, Metrics, Settings } from '../operations/index.ts';
import { appPages } from './app-pages.ts';
import { metricsRoute } from './metrics-route.ts';
import { originCheck } from './origin-check.ts';
import type { OriginRule } from './origin-rule.ts';
import { jsonBody } from './parsing.ts';
import { problemAnswers, unknownRoute } from './problem-answers.ts';
import { problemReportsRoute } from './problem-reports-route.ts';
import { requestMetrics } from './request-metrics.ts';
import { securityHeaders } from './security-headers.ts';
import { recognise, type Authenticate, type WhyEnded } from './sign-in.ts';
import { wrongSocketAddress } from './wrong-socket-address.ts';

export interface WebParts {
  settings: Settings;
  logger: Logger;
  metrics: Metrics;
  originRule: OriginRule;
  authenticate: Authenticate;
  whyEnded: WhyEnded;
  /** What other servers call and sign themselves; no browser sees the answers, so what protects browsers is left out. */
  hookRouters: Router[];
  /** What stands outside `/api`, such as `/health`. */
  rootRouters: Router[];
  /** What stands under `/api`, in the order it is tried. */
  apiRouters: Router[];
  /** What stands under `/api` and reads its bodies itself; it comes first. */
  streamRouters: Router[];
  /** Where the built app lies. */
  pagesDirectory: string;
}

/** The Express application: security and origin first, then the routers, then the app's pages. */
export function createWebApplication(parts: WebParts): Express {
  const { settings, logger, metrics } = parts;
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', settings.trustProxy);
  web.set('query parser', 'simple');
  web.set('etag', false);
  // "/API/…" would be served, but no rule that goes by the path would know it.
  web.set('case sensitive routing', true);
  web.use(requestMetrics(metrics), ...parts.hookRouters);
  web.use(securityHeaders(settings));
  web.use(originCheck(parts.originRule));
  web.use(wrongSocketAddress(logger, metrics));
  web.use(metricsRoute(metrics, settings), ...parts.rootRouters);
  web.use('/api', noStore, problemReportsRoute(logger, metrics));
  web.use('/api', recognise(parts.authenticate, parts.whyEnded), ...parts.streamRouters, ...jsonBody());
  web.use('/api', ...parts.apiRouters, unknownRoute);
  web.use(appPages(parts.pagesDirectory, settings));
  web.use(unknownRoute);
  web.use(problemAnswers(logger));
  return web;
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
