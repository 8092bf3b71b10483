import express, { type Express, type Router } from 'express';
import type { Logger, Settings } from '../operations/index.ts';
import { appPages } from './app-pages.ts';
import { originCheck } from './origin-check.ts';
import type { OriginRule } from './origin-rule.ts';
import { jsonBody } from './parsing.ts';
import { problemAnswers, unknownRoute } from './problem-answers.ts';
import { securityHeaders } from './security-headers.ts';
import { recognise, type Authenticate } from './sign-in.ts';

export interface WebParts {
  settings: Settings;
  logger: Logger;
  originRule: OriginRule;
  authenticate: Authenticate;
  /** What stands outside `/api`, such as `/health`. */
  rootRouters: Router[];
  /** What stands under `/api`, in the order it is tried. */
  apiRouters: Router[];
  /** Where the built app lies. */
  pagesDirectory: string;
}

/** The Express application: security and origin first, then the routers, then the app's pages. */
export function createWebApplication(parts: WebParts): Express {
  const { settings, logger } = parts;
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', settings.trustProxy);
  web.set('query parser', 'simple');
  web.set('etag', false);
  web.use(securityHeaders(settings));
  web.use(originCheck(parts.originRule));
  web.use(...parts.rootRouters);
  web.use('/api', noStore, recognise(parts.authenticate), ...jsonBody(), ...parts.apiRouters, unknownRoute);
  web.use(appPages(parts.pagesDirectory, settings));
  web.use(unknownRoute);
  web.use(problemAnswers(logger));
  return web;
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};
