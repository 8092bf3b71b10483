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
  | 'forbidden'
  | 'forbidden-origin'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'line-not-connected'
  | 'start-over'
  | 'too-large'
  | 'unsupported-media-type'
  | 'not-on-whatsapp'
  | 'too-many-requests'
  | 'internal'
  | 'unavailable';

export type Problem = z.infer<typeof problem> & { type: ProblemType };

/** `410`: the cursor cannot be served; refetch what is shown and go on from here. */
export type StartOverProblem = Problem & { epoch: string; seq: number };
