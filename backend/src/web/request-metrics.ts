import type { Request, RequestHandler, Response } from 'express';
import { Counter, Histogram } from 'prom-client';
import { METRIC_PREFIX, type Metrics } from '../operations/index.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts requests and measures how long they take. The words of its labels are few whatever anybody asks for. */
export function requestMetrics({ registry }: Metrics): RequestHandler {
  const requests = new Counter({
    name: `${METRIC_PREFIX}http_requests_total`,
    help: 'Requests by their route; "pages" are the files of the app, "unknown" came to no route of the API',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${METRIC_PREFIX}http_request_duration_seconds`,
    help: 'From the head of a request to the end of its answer',
    labelNames: ['method', 'route'],
    registers: [registry],
  });
  return (request, response, next) => {
    const begin = performance.now();
    response.once('close', () => {
      const method = methods.has(request.method) ? request.method : 'other';
      const route = routeOf(request);
      requests.inc({ method, route, status: statusOf(response) });
      durations.observe({ method, route }, (performance.now() - begin) / 1_000);
    });
    next();
  };
}

/** The address as the router writes it, such as `/api/users/:id`. */
function routeOf(request: Request): string {
  const inApi = /^\/api([/?]|$)/.test(request.originalUrl);
  const { path } = (request.route ?? {}) as { path?: string };
  if (path !== undefined) return inApi ? `/api${path}` : path;
  return inApi ? 'unknown' : 'pages';
}

/** `2xx` to `5xx`, or `cut` where the caller has gone before the end. */
function statusOf(response: Response): string {
  return response.writableFinished ? `${String(Math.floor(response.statusCode / 100))}xx` : 'cut';
}
