export { describeArrival } from './arrival.ts';
export { takesItsTime } from './body-deadline.ts';
export { configRoute } from './config-route.ts';
export { HttpProblem } from './http-problem.ts';
export { isSameSecret } from './is-same-secret.ts';
export { OriginRule } from './origin-rule.ts';
export { parseBody, parseQuery } from './parsing.ts';
export { requirePossibleNumber } from './possible-number.ts';
export { probeRoute } from './probe-route.ts';
export { onlyMethods } from './problem-answers.ts';
export { countRequest } from './rate-limit.ts';
export { secureRequests } from './secure-request.ts';
export {
  readCredential,
  requireRole,
  SIGN_IN_COOKIE,
  signedIn,
  signedInMember,
  type Authenticate,
  type SignIn,
} from './sign-in.ts';
export { closeHttpServer, createHttpServer, listen } from './http-server.ts';
export { unusableCursor } from './unusable-cursor.ts';
export { createWebApplication } from './web-application.ts';
export { BYTE_ORDER_MARK, csvLine, type CsvLanguage } from '#contract/csv';
