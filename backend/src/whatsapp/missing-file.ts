import type { MessageError } from '#contract/messages';

/** Its row or its bytes are gone, as after a backup without `DATA_DIR/media`. */
export const fileMissing: MessageError = { code: 'file_missing', title: 'The file of this message is no longer there' };

/** Whether something failed because a file is not where it should be. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
