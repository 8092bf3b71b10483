import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import type { Logger } from '../operations/index.ts';
import { HttpProblem } from './http-problem.ts';

/** The last handler under `/api`: what no router has answered does not exist. */
export const unknownRoute: RequestHandler = (request) => {
  throw new HttpProblem('not-found', `There is no ${request.method} ${request.baseUrl}${request.path}.`);
};

/** Stands last on a path and names the methods it takes. */
export function onlyMethods(...methods: string[]): RequestHandler {
  return (request) => {
    const allow = methods.join(', ');
    throw new HttpProblem('method-not-allowed', `${request.baseUrl}${request.path} takes ${allow}.`, {
      headers: { Allow: allow },
    });
  };
}

/** Turns whatever was thrown into `application/problem+json`; the unexpected is logged under a reference the answer names. */
export function problemAnswers(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = asProblem(error);
    if (problem) {
      send(response, problem);
      return;
    }
    const reference = randomBytes(6).toString('hex');
    logger.error({ err: error, reference, method: request.method, path: request.path }, 'A request failed');
    send(response, new HttpProblem('internal', `Reference: ${reference}`, { members: { reference } }));
  };
}

function send(response: Response, problem: HttpProblem): void {
  response.status(problem.status).set(problem.headers).set('Cache-Control', 'no-store');
  response.type('application/problem+json').send(JSON.stringify(problem.body));
}

function asProblem(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (error instanceof ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
    return new HttpProblem('bad-request', undefined, { errors });
  }
  return asParserProblem(error);
}

/** Errors of Express's own parsers carry the status they stand for. */
function asParserProblem(error: unknown): HttpProblem | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  if (error.status === 413) {
    const limit = 'limit' in error ? Number(error.limit) / 1_000 : NaN;
    return new HttpProblem('too-large', `This request's body has at most ${String(limit)} kB.`);
  }
  if (error.status === 415) return new HttpProblem('unsupported-media-type', 'Send uncompressed JSON in UTF-8.');
  if (error.status >= 400 && error.status < 500) {
    const malformed = 'type' in error && error.type === 'entity.parse.failed';
    return new HttpProblem('bad-request', malformed ? 'The body is not valid JSON.' : undefined);
  }
  return undefined;
}
