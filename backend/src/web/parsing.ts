import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { HttpProblem } from './http-problem.ts';

const BODY_LIMIT_BYTES = 1_000_000;

/** Reads JSON bodies of at most `limit` bytes; any other kind of body is refused with 415. */
export function jsonBody(limit = BODY_LIMIT_BYTES): RequestHandler[] {
  return [
    (request, _response, next) => {
      const empty = request.headers['transfer-encoding'] === undefined && !Number(request.headers['content-length']);
      if (!empty && !request.is('application/json')) {
        throw new HttpProblem('unsupported-media-type', 'Send the body as application/json.');
      }
      next();
    },
    express.json({ limit, inflate: false }),
  ];
}

/** The body as its schema gives it; throws a `ZodError`, which becomes a 400 with the paths that are wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const body: unknown = request.body;
  return schema.parse(body ?? {});
}

/** The query as its schema gives it; throws a `ZodError`, which becomes a 400. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  return schema.parse(request.query);
}
