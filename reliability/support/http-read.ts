import { Observable } from 'rxjs';
import type { StartOverProblem } from '#contract/http';
import type { Cursor } from './feed.ts';

/** The server has answered, with something else than success. */
export class RefusedRead extends Error {
  readonly problem: Partial<StartOverProblem>;

  constructor(url: string, status: number, problem: Partial<StartOverProblem>) {
    super(`${url}: ${String(status)}`);
    this.problem = problem;
  }
}

/** One GET over real HTTP in the name of a sign-in; unsubscribing ends it. */
export function readJson<Body>(url: string, token: string): Observable<Body> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: abort.signal })
      .then(async (answer) => {
        const text = await answer.text();
        const isJson = answer.headers.get('content-type')?.includes('json') === true;
        const body: unknown = isJson ? JSON.parse(text) : {};
        if (!answer.ok || !isJson) throw new RefusedRead(url, answer.status, body as Partial<StartOverProblem>);
        subscriber.next(body as Body);
        subscriber.complete();
      })
      .catch((error: unknown) => {
        // After unsubscribing nobody wants to hear that it was ended.
        if (!subscriber.closed) subscriber.error(error);
      });
    return () => {
      abort.abort();
    };
  });
}

/** Where the log stands now, when the error says that a cursor cannot be continued. */
export function startOverHead(error: unknown): Cursor | null {
  if (!(error instanceof RefusedRead)) return null;
  const { type, epoch, seq } = error.problem;
  return type === 'start-over' && epoch !== undefined && seq !== undefined ? { epoch, seq } : null;
}
