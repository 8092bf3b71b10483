import { HttpErrorResponse } from '@angular/common/http';
import type { Problem, ProblemType } from '#contract/http';

/** `network` and `timeout` are this side's own words for a request that got no answer. */
export type ApiErrorType = ProblemType | 'network' | 'timeout';

interface ApiErrorDetails {
  detail?: string;
  errors?: readonly { path: string; message: string }[];
  retryAfterSeconds?: number | null;
  problem?: unknown;
}

/** The one shape in which every failed request arrives, whatever went wrong on the way. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly type: ApiErrorType;
  /** The HTTP status, or 0 when no answer came. */
  readonly status: number;
  readonly detail: string;
  /** What is wrong with which field of the request. */
  readonly errors: readonly { path: string; message: string }[];
  /** How long the server asks to wait, from `Retry-After`. */
  readonly retryAfterSeconds: number | null;
  /** The whole problem as answered: some types carry more, as `start-over` does. */
  readonly problem: unknown;

  constructor(type: ApiErrorType, status = 0, details: ApiErrorDetails = {}) {
    super(details.detail ?? type);
    this.type = type;
    this.status = status;
    this.detail = details.detail ?? '';
    this.errors = details.errors ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.problem = details.problem ?? null;
  }

  /** Whether no answer came, so that the same request may work a moment later. */
  get unanswered(): boolean {
    return this.type === 'network' || this.type === 'timeout';
  }
}

/** Reads whatever HttpClient threw into an `ApiError`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!(error instanceof HttpErrorResponse)) return new ApiError('internal', 0, { detail: String(error) });
  if (error.status === 0) return new ApiError('network');
  const problem = readProblem(error.error);
  const wait = Number(error.headers.get('Retry-After') ?? Number.NaN);
  return new ApiError(problem?.type ?? typeOfStatus(error.status), error.status, {
    detail: problem?.detail ?? problem?.title ?? '',
    errors: problem?.errors ?? [],
    retryAfterSeconds: Number.isFinite(wait) ? wait : null,
    problem,
  });
}

/** The body is an object, or its text where the media type is not plain JSON. */
function readProblem(body: unknown): Problem | null {
  if (typeof body === 'string') {
    try {
      return readProblem(JSON.parse(body));
    } catch {
      return null;
    }
  }
  return isProblem(body) ? body : null;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && typeof body.type === 'string';
}

/** For an answer that did not come from our server, such as a proxy's error page. */
function typeOfStatus(status: number): ProblemType {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 410) return 'start-over';
  if (status === 429) return 'too-many-requests';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status < 500 ? 'bad-request' : 'internal';
}
