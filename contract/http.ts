import { z } from 'zod';

/** RFC 9457, the one shape of every error: `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/** Stable words for programs and for the frontend's translations. */
export type ProblemType =
  | 'bad-request'
  | 'unauthorized'
  | 'wrong-credentials'
  | 'account-deactivated'
  | 'forbidden'
  | 'forbidden-origin'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'line-not-connected'
  | 'unknown-variable'
  | 'start-over'
  | 'too-large'
  | 'too-many-recipients'
  | 'too-many-variables'
  | 'unsupported-media-type'
  | 'not-on-whatsapp'
  | 'file-refused'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable';

export type Problem = z.infer<typeof problem> & { type: ProblemType };

/**
 * Why a sign-in was ended before its time, told to whoever still holds its token. `deactivated`: the account was ·
 * `access_changed`: an admin has given it another role or password · `password_changed`: its person has, elsewhere.
 */
export const signInEnd = z.enum(['deactivated', 'access_changed', 'password_changed']);
export type SignInEnd = z.infer<typeof signInEnd>;

/** `401` for whoever is not signed in, or no longer: `ended` says why, for a day, where it was not their own sign-out. */
export type UnauthorizedProblem = Problem & { ended?: SignInEnd };

/** `404` of a contact or a conversation: `mergedInto` is the id of what it has become part of, where it has. */
export type MergedProblem = Problem & { mergedInto?: string };

/** `410`: the cursor cannot be served; refetch what is shown and go on from here. */
export type StartOverProblem = Problem & { epoch: string; seq: number };
