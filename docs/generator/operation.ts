import type { z } from 'zod';
import type * as accounts from '#contract/accounts';

/** One call of the HTTP API. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: `{id}` for a parameter, whatever its name. */
  path: string;
  summary: string;
  /** Who may call it; nobody in particular for a call that needs no sign-in. */
  roles?: readonly accounts.Role[];
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a file, of at most so many bytes, and this header goes with it. */
  upload?: { limit: number; header: string };
  status: 200 | 201 | 202 | 204;
  answer?: z.ZodType;
  /** What the answer is where it is no JSON. */
  mediaType?: string;
  /** Problems of this call, beside those every call can have. */
  problems?: Readonly<Record<number, string>>;
  /** Bodies of problems that hold more than `Problem` does. */
  problemBodies?: Readonly<Record<number, z.ZodType>>;
}

export const members = ['agent', 'admin'] as const;
export const everybody = ['agent', 'admin', 'operator'] as const;
export const admins = ['admin'] as const;
export const operators = ['operator'] as const;
