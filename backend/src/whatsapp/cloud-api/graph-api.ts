import { Readable } from 'node:stream';
import { z } from 'zod';
import { NeverSentError, NoAnswerError, GraphError } from './graph-errors.ts';

/** The version that is spoken; Meta keeps each for two years (Graph API changelog, v26.0 of 2026-07-29). */
const VERSION = 'v26.0';
const META = 'https://graph.facebook.com';
/** Meta answers a send within a second or two; a file of 100 MB takes its time. */
const ANSWER_WITHIN_MS = 30_000;
const FILE_WITHIN_MS = 600_000;

/** Where Meta keeps files (Cloud API, media: `lookaside.fbsbx.com`); the token goes nowhere else. */
const FILE_HOSTS = ['.fbsbx.com', '.whatsapp.net'];

const errorBody = z.object({
  error: z.looseObject({
    code: z.number(),
    message: z.string().default(''),
    error_subcode: z.number().optional(),
    error_data: z.union([z.string(), z.looseObject({ details: z.string().optional() })]).optional(),
  }),
});

export interface GraphCall {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Below the version, such as `123/messages`. */
  path: string;
  token: string;
  query?: Readonly<Record<string, string>>;
  /** JSON, or a form with a file. */
  body?: object | FormData;
}

/**
 * Meta's Graph API. Each call rejects with a `GraphError` where Meta refuses, a `NeverSentError` where Meta was not reached, and
 * a `NoAnswerError` where nobody knows what became of it.
 */
export class GraphApi {
  readonly #origin: string;

  /** `origin` is `GRAPH_API_URL`; undefined for Meta's own. */
  constructor(origin: string | undefined) {
    this.#origin = origin ?? META;
  }

  async call<Schema extends z.ZodType>(answer: Schema, call: GraphCall): Promise<z.output<Schema>> {
    const { method = 'GET', path, token, query = {}, body } = call;
    const url = new URL(`/${VERSION}/${path}`, this.#origin);
    url.search = new URLSearchParams(query).toString();
    const isForm = body instanceof FormData;
    const response = await reach(url, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body && !isForm && { 'Content-Type': 'application/json' }) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(isForm ? FILE_WITHIN_MS : ANSWER_WITHIN_MS),
    });
    const said = await readJson(response);
    const refused = errorBody.safeParse(said);
    if (refused.success) throw toGraphError(response.status, refused.data);
    const parsed = answer.safeParse(said);
    if (!response.ok || !parsed.success) {
      throw new NoAnswerError(`Meta answered ${String(response.status)} without saying what that means.`);
    }
    return parsed.data;
  }

  /** The bytes of a file at an address Meta has named. Rejects for an address that is not Meta's. */
  async download(address: string, token: string, signal: AbortSignal): Promise<Readable> {
    const url = new URL(address);
    if (!this.#isMetas(url)) throw new Error('Meta has named an address that is not its own.');
    const response = await reach(url, {
      headers: { Authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(FILE_WITHIN_MS)]),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new GraphError({
        status: response.status,
        code: 0,
        title: `The file answered ${String(response.status)}.`,
      });
    }
    return Readable.fromWeb(response.body);
  }

  #isMetas({ origin, protocol, hostname }: URL): boolean {
    return origin === this.#origin || (protocol === 'https:' && FILE_HOSTS.some((host) => hostname.endsWith(host)));
  }
}

/** What tells that a connection was never made, so that Meta has nothing of it. */
const beforeSending = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw beforeSending.includes(codeOf(error)) ? new NeverSentError(error) : new NoAnswerError('No answer.', error);
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const errors = cause instanceof AggregateError ? (cause.errors as unknown[]) : [cause];
  const [first] = errors;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new NoAnswerError('The answer broke off, or was not JSON.', error);
  }
}

function toGraphError(status: number, { error }: z.output<typeof errorBody>): GraphError {
  const { code, message, error_subcode: subcode, error_data: data } = error;
  const detail = typeof data === 'string' ? data : data?.details;
  return new GraphError({
    status,
    code,
    title: message,
    ...(subcode !== undefined && { subcode }),
    ...(detail && { detail }),
  });
}
