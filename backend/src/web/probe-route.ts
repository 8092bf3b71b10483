import { Router } from 'express';
import { probeQuery, type ProbeAnswer } from '#contract/probe';
import { describeArrival } from './arrival.ts';
import type { OriginRule } from './origin-rule.ts';
import { parseQuery } from './parsing.ts';
import { onlyMethods } from './problem-answers.ts';
import { isSignedIn } from './sign-in.ts';

/** `GET /api/probe?origin`: how a request looks when it arrives here, and whether that origin may call. For everybody. */
export function probeRoute(originRule: OriginRule, now: () => Date): Router {
  const router = Router();
  router
    .route('/probe')
    .get((request, response) => {
      const { origin } = parseQuery(probeQuery, request);
      const { headers, secure } = request;
      const asked = { headers: { ...headers, origin }, method: 'GET', secure, byCookie: false };
      response.json({
        at: now().toISOString(),
        arrival: describeArrival(request, secure),
        ownOrigin: originRule.ownOrigin(request),
        originAllowed: originRule.allows(asked),
        signedIn: isSignedIn(request),
      } satisfies ProbeAnswer);
    })
    .all(onlyMethods('GET'));
  return router;
}
