import { HttpProblem } from './http-problem.ts';

/** What is told to whoever sends a cursor that no page of ours has given. */
export function unusableCursor(): HttpProblem {
  return new HttpProblem('bad-request', 'Use the nextCursor of the page before.', {
    errors: [{ path: 'cursor', message: 'This is not a cursor of ours.' }],
  });
}
