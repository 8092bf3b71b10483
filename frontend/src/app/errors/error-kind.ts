import { toApiError, type ApiErrorType } from '../api';

/**
 * `network`: heals by itself · `sign-in`: leads to the sign-in page · `refused`: the server said no · `missing-file`: this
 * page has to be loaded again · `bug`: ours.
 */
export type ErrorKind = 'network' | 'sign-in' | 'refused' | 'missing-file' | 'bug';

export interface SortedError {
  readonly kind: ErrorKind;
  /** The text that says the right thing, as a translation key. */
  readonly message: string;
  /** Under which the server has put down a bug of its own. */
  readonly reference?: string;
}

const messages: Record<ApiErrorType, readonly [ErrorKind, string]> = {
  network: ['network', 'errors.network'],
  timeout: ['network', 'errors.timeout'],
  unavailable: ['network', 'errors.unavailable'],
  unauthorized: ['sign-in', 'signIn.heading'],
  'wrong-credentials': ['refused', 'signIn.wrongCredentials'],
  'account-deactivated': ['refused', 'signIn.deactivated'],
  forbidden: ['refused', 'errors.forbidden'],
  'forbidden-origin': ['refused', 'errors.forbidden'],
  'not-found': ['refused', 'errors.notFound'],
  conflict: ['refused', 'errors.conflict'],
  'line-not-connected': ['refused', 'errors.lineNotConnected'],
  'unknown-variable': ['refused', 'errors.unknownVariable'],
  'start-over': ['refused', 'errors.conflict'],
  'too-many-requests': ['refused', 'errors.tooMany'],
  'too-large': ['refused', 'errors.tooLarge'],
  'too-many-recipients': ['refused', 'errors.tooManyRecipients'],
  'too-many-variables': ['refused', 'errors.tooManyVariables'],
  'bad-request': ['refused', 'errors.badRequest'],
  'unsupported-media-type': ['refused', 'errors.badRequest'],
  'not-on-whatsapp': ['refused', 'errors.notOnWhatsApp'],
  'file-refused': ['refused', 'errors.fileRefused'],
  'method-not-allowed': ['bug', 'errors.bug'],
  internal: ['bug', 'errors.bug'],
};

const missingFile = /dynamically imported module|Importing a module script failed|ChunkLoadError/;

export function sortError(error: unknown): SortedError {
  if (isMissingFile(error)) return { kind: 'missing-file', message: 'errors.missingFile' };
  const { type, problem } = toApiError(error);
  // A newer server may use a word this page does not know yet.
  const [kind, message] = (messages as Partial<typeof messages>)[type] ?? messages.internal;
  const reference = kind === 'bug' ? referenceIn(problem) : undefined;
  return { kind, message, ...(reference !== undefined && { reference }) };
}

/**
 * Whether code could not be fetched: the server was out of reach, a newer version has replaced the file, or it failed once
 * before, for a browser does not ask for it again.
 */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && missingFile.test(error.message);
}

function referenceIn(problem: unknown): string | undefined {
  const { reference } = (problem ?? {}) as { reference?: unknown };
  return typeof reference === 'string' ? reference : undefined;
}
