import { Router } from 'express';
import { Counter } from 'prom-client';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { problemReport } from '#contract/problem-reports';
import { METRIC_PREFIX, type Logger, type Metrics } from '../operations/index.ts';
import { jsonBody, parseBody } from './parsing.ts';
import { onlyMethods } from './problem-answers.ts';
import { countRequest } from './rate-limit.ts';

/** A report holds an error and where it happened. */
const BODY_LIMIT_BYTES = 16_000;
/** How many reports one address may send within a minute. */
const REPORTS_PER_MINUTE = 10;

/**
 * `POST /problem-reports`: a bug the app noticed, for the log, under the reference its person was shown. For everybody, because
 * signing in can fail too. It stands in front of the API's own body reader: its bodies are smaller.
 */
export function problemReportsRoute(logger: Logger, { registry }: Metrics): Router {
  const limiter = new RateLimiterMemory({ points: REPORTS_PER_MINUTE, duration: 60 });
  const reports = new Counter({
    name: `${METRIC_PREFIX}problem_reports_total`,
    help: 'Bugs that the app has reported',
    registers: [registry],
  });
  const router = Router();
  router
    .route('/problem-reports')
    .post(
      ...jsonBody(BODY_LIMIT_BYTES),
      (request, _response, next) => countRequest(limiter, request.ip ?? '').then(next),
      (request, response) => {
        const { reference, page, version, message, stack } = parseBody(problemReport, request);
        reports.inc();
        logger.error(
          {
            reference,
            page: withoutQuery(page),
            version,
            browser: request.headers['user-agent']?.slice(0, 200),
            message: withoutLongQuotes(message),
            stack: stack && withoutLongQuotes(stack),
          },
          'The app reports a bug',
        );
        response.status(204).end();
      },
    )
    .all(onlyMethods('POST'));
  return router;
}

/** Whatever the page has put behind its path might be somebody's. */
function withoutQuery(page: string): string {
  return page.replace(/[?#].*$/s, '');
}

/** Errors quote what they could not read: that may be what somebody has written, so it is cut after 40 characters. */
function withoutLongQuotes(text: string): string {
  return text.replace(/(["`])([^"`\n]{40})[^"`\n]+\1/g, '$1$2…$1');
}
