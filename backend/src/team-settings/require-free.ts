import { HttpProblem } from '../web/index.ts';

/** Throws `conflict` about this field of the request, where there is something to say about it. */
export function requireFree(path: string, taken: string | undefined): void {
  if (taken === undefined) return;
  throw new HttpProblem('conflict', taken, { errors: [{ path, message: 'In use already.' }] });
}
