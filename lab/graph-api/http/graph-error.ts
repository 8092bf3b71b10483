import { knownErrors } from './known-errors.ts';

interface GraphErrorParts {
  message?: string | undefined;
  details?: string | undefined;
  subcode?: number | undefined;
  type?: string | undefined;
  httpStatus?: number | undefined;
  headers?: Record<string, string> | undefined;
}

/** A request the Graph API refuses, as it says so: https://developers.facebook.com/docs/graph-api/guides/error-handling */
export class GraphError extends Error {
  readonly code: number;
  readonly httpStatus: number;
  readonly type: string;
  readonly subcode: number | undefined;
  readonly details: string | undefined;
  /** What the answer says beside its body. */
  readonly headers: Record<string, string>;

  /** Words and status are those of the code where nothing else is given. */
  constructor(code: number, parts: GraphErrorParts = {}) {
    const known = knownErrors[code];
    super(parts.message ?? (code === 190 ? known?.title : `(#${code}) ${known?.title ?? 'Unknown error'}`));
    this.code = code;
    this.httpStatus = parts.httpStatus ?? known?.httpStatus ?? 400;
    this.type = parts.type ?? 'OAuthException';
    this.subcode = parts.subcode;
    this.details = parts.details ?? known?.details;
    this.headers = parts.headers ?? {};
  }

  /** The answer's body. */
  body(traceId: string): object {
    return {
      error: {
        message: this.message,
        type: this.type,
        code: this.code,
        ...(this.details !== undefined && {
          error_data: { messaging_product: 'whatsapp', details: this.details },
        }),
        ...(this.subcode !== undefined && { error_subcode: this.subcode }),
        fbtrace_id: traceId,
      },
    };
  }
}

/** What the Graph says of an id that is not there, or that the token may not see: it does not tell the two apart. */
export function unknownObject(method: string, id: string): GraphError {
  const message = `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`;
  return new GraphError(100, { message, subcode: 33, type: 'GraphMethodException' });
}

/** A parameter that the Graph refuses before anything looks at what it means. */
export function invalidParameter(message: string): GraphError {
  return new GraphError(100, { message: `(#100) ${message}` });
}
