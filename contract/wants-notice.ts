import { isQuiet } from './quiet-hours.ts';
import type { Preferences } from './team-settings.ts';

/** Whether somebody wants to be told of a new message now, by sound or notification. */
export function wantsNotice(
  { notify, quietHours }: Pick<Preferences, 'notify' | 'quietHours'>,
  userId: string,
  { assignedTo }: { assignedTo: string | null },
  moment: Date,
): boolean {
  const isTheirs = assignedTo === null || assignedTo === userId;
  return (notify === 'all' || (notify === 'mine' && isTheirs)) && !isQuiet(quietHours, moment);
}
