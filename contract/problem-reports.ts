import { z } from 'zod';

/** A bug the app noticed. `reference` is what the person is shown and can quote; it is in the server's log. */
export const problemReport = z.strictObject({
  reference: z.string().regex(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/),
  message: z.string().max(500),
  stack: z.string().max(4_000).optional(),
  /** The address of the page, without query. */
  page: z.string().max(200),
  /** The app's version, from `GET /api/config`. */
  version: z.string().max(40),
});
export type ProblemReport = z.infer<typeof problemReport>;
