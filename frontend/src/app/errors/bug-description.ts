import { ApiError } from '../api';

const LONGEST_MESSAGE = 500;
const LONGEST_STACK = 4_000;

/** What of a bug goes into a report, cut to what `contract/problem-reports` takes. */
export interface BugDescription {
  readonly message: string;
  readonly stack?: string;
}

export function describeBug(error: unknown): BugDescription {
  const stack = error instanceof Error ? error.stack?.slice(0, LONGEST_STACK) : undefined;
  return { message: messageOf(error).slice(0, LONGEST_MESSAGE), ...(stack !== undefined && { stack }) };
}

/** The same for the same bug: what went wrong, and where. */
export function fingerprintOf({ message, stack = '' }: BugDescription): string {
  const top = stack.split('\n').find((line) => /^\s*at |@/.test(line));
  return `${message}\n${top ?? ''}`;
}

function messageOf(error: unknown): string {
  if (error instanceof ApiError) return `${error.name}: ${error.type} ${error.status} ${error.detail}`.trim();
  return String(error);
}
