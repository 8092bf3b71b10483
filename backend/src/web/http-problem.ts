import type { ProblemType } from '#contract/http';

const answers: Record<ProblemType, { status: number; title: string }> = {
  'bad-request': { status: 400, title: 'The request is not as it should be' },
  unauthorized: { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'E-mail address or password is wrong' },
  'account-deactivated': { status: 401, title: 'This account was deactivated' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  'forbidden-origin': { status: 403, title: 'This origin may not call this server' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This address does not take this method' },
  conflict: { status: 409, title: 'This does not fit the present state' },
  'line-not-connected': { status: 409, title: 'The WhatsApp line is not connected' },
  'unknown-variable': { status: 409, title: 'It names a variable that no recipient has' },
  'start-over': { status: 410, title: 'The cursor cannot be continued' },
  'too-large': { status: 413, title: 'The request is too large' },
  'too-many-recipients': { status: 413, title: 'The campaign has no room for them' },
  'too-many-variables': { status: 413, title: 'The recipients have too many variables' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'not-on-whatsapp': { status: 422, title: 'Nobody has this number on WhatsApp' },
  'file-refused': { status: 422, title: 'WhatsApp does not take this file' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  unavailable: { status: 503, title: 'Not available at the moment' },
};

export interface ProblemExtras {
  errors?: { path: string; message: string }[];
  headers?: Record<string, string>;
  /** Further members of the body, such as `epoch` and `seq` of a 410. */
  members?: Record<string, unknown>;
}

/** An error that the caller is told about, as `application/problem+json`. Anything else thrown becomes a 500. */
export class HttpProblem extends Error {
  readonly type: ProblemType;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;

  constructor(type: ProblemType, detail?: string, extras: ProblemExtras = {}) {
    const { status, title } = answers[type];
    super(detail ?? title);
    this.type = type;
    this.status = status;
    this.headers = extras.headers ?? {};
    this.body = {
      type,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(extras.errors ? { errors: extras.errors } : {}),
      ...extras.members,
    };
  }
}
