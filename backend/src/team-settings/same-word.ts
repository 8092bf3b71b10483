import { HttpProblem } from '../web/index.ts';

/** Whether two names are one for a person: "VIP" and "vip", "Café" typed on either kind of keyboard. */
export function sameWord(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** Throws `conflict` about this field of the request, where there is something to say about it. */
export function requireFree(path: string, taken: string | undefined): void {
  if (taken === undefined) return;
  throw new HttpProblem('conflict', taken, { errors: [{ path, message: 'In use already.' }] });
}
