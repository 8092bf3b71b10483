import type { z } from 'zod';
import { problem } from '#contract/http';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { SchemaBook } from './schemas.ts';

const COOKIE = 'condorito_sign_in';

/** The HTTP API as OpenAPI 3.1. */
export function openApi(version: string): object {
  const book = new SchemaBook();
  const paths: Record<string, object> = {};
  for (const operation of operations) {
    paths[operation.path] ??= parametersOf(operation.path);
    Object.assign(paths[operation.path] ?? {}, { [operation.method]: describe(operation, book) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'CRM Condorito',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Times are ISO 8601 in UTC, ids are opaque. Errors are `application/problem+json` with a stable `type`. Fields may be ' +
        'added to answers. Requests carry the token as `Authorization: Bearer`, or the cookie on the app’s own origin. Events ' +
        'are described in asyncapi.json.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: book.components(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: COOKIE },
      },
    },
  };
}

function parametersOf(path: string): { parameters?: object[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  if (names.length === 0) return {};
  return { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) };
}

function describe(operation: Operation, book: SchemaBook): object {
  const { summary, roles, query, body, upload, status, answer, mediaType = 'application/json' } = operation;
  const content = answer && { [mediaType]: { schema: book.inline(answer) } };
  return {
    operationId: operationId(operation),
    summary,
    ...(roles && { description: `For: ${roles.join(', ')}.` }),
    security: roles ? [{ bearer: [] }, { cookie: [] }] : [],
    ...(query && { parameters: queryParameters(query, book) }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: book.inline(body) } } } }),
    ...(upload && {
      parameters: [{ name: upload.header, in: 'header', required: false, schema: { type: 'string' } }],
      requestBody: { required: true, content: { '*/*': { schema: { type: 'string', maxLength: upload.limit } } } },
    }),
    responses: {
      [status]: { description: answer ? 'Done.' : 'Done; no body.', ...(content && { content }) },
      ...Object.fromEntries(
        Object.entries(problemsOf(operation)).map(([code, description]) => [
          code,
          { description, content: problemContent(book, operation.problemBodies?.[Number(code)]) },
        ]),
      ),
    },
  };
}

function problemsOf({ roles, path, body, query, problems }: Operation): Partial<Record<number, string>> {
  return {
    ...((body ?? query) && { 400: 'The request is not as it should be; `errors` names the paths.' }),
    ...(roles && { 401: 'Nobody is signed in; `ended` says why a sign-in was taken away, where it was.' }),
    ...(path.startsWith('/api/') && { 403: 'Another role, or a foreign origin.' }),
    ...(body && { 413: 'The body is larger than 1 MB.', 415: 'The body is not JSON.' }),
    ...problems,
  };
}

function problemContent(book: SchemaBook, body: z.ZodType | undefined): object {
  // /health and /ready answer their own JSON at 503 as well.
  const type = body && !('type' in shapeOf(body)) ? 'application/json' : 'application/problem+json';
  return { [type]: { schema: book.inline(body ?? problem) } };
}

function shapeOf(schema: z.ZodType): object {
  return 'shape' in schema && typeof schema.shape === 'object' && schema.shape !== null ? schema.shape : {};
}

function queryParameters(query: z.ZodObject, book: SchemaBook): object[] {
  const { properties, required = [] } = book.inline(query) as { properties: object; required?: string[] };
  return Object.entries(properties).map(([name, schema]: [string, unknown]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** `GET /api/users/{id}` is `getUsersById`. */
function operationId({ method, path }: Operation): string {
  const words = path
    .replace('/api', '')
    .replace(/\{(\w+)\}/, 'by-$1')
    .split(/[/-]/)
    .filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
