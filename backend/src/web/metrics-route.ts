import { Router } from 'express';
import type { Metrics, Settings } from '../operations/index.ts';
import { HttpProblem } from './http-problem.ts';
import { isSameSecret } from './is-same-secret.ts';
import { readCredential } from './sign-in.ts';

/** `GET /metrics` for Prometheus: for everybody, or for who shows `METRICS_TOKEN` as its bearer where that is set. */
export function metricsRoute(metrics: Metrics, { metricsToken }: Pick<Settings, 'metricsToken'>): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    const credential = readCredential(request.headers);
    const shown = credential?.from === 'bearer' ? credential.token : '';
    if (metricsToken !== undefined && !isSameSecret(shown, metricsToken)) {
      throw new HttpProblem('unauthorized', 'Show METRICS_TOKEN as "Authorization: Bearer …".', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
    const text = await metrics.text();
    response.set({ 'Content-Type': metrics.registry.contentType, 'Cache-Control': 'no-store' }).end(text);
  });
  return router;
}
