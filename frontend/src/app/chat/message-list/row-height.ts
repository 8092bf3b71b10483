import { answerAwaitedUntil, isUndecided } from '#contract/message-status';
import type { MessageRow } from './message-rows';

/** Letters in a line of a bubble of usual width. */
const LINE_LENGTH = 64;
const LINE = 21;

/** A guess at a row's height in pixels, until it is on screen and measured. */
export function estimatedHeight(row: MessageRow | undefined): number {
  if (!row) {
    return 0;
  }
  const { message } = row.bubble;
  const { text = '' } = message;
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(Math.ceil(line.length / LINE_LENGTH), 1), 0);
  return (
    lines * LINE +
    16 +
    (row.startsGroup ? 28 : 0) +
    (row.newDay ? 44 : 0) +
    (row.unread > 0 ? 44 : 0) +
    (message.status === 'failed' || isUndecided(message) || answerAwaitedUntil(message) !== undefined ? 28 : 0)
  );
}
