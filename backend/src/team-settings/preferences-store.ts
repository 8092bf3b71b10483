import { defaultPreferences } from '#contract/team-setting-values';
import type { Preferences } from '#contract/team-settings';
import type { Reading } from '../storage/index.ts';

/** The only SQL of the table `preferences`. What was stored before a preference was added lacks it, and has its default. */

export async function readPreferences(database: Reading, userId: string): Promise<Preferences> {
  const row = await database
    .selectFrom('preferences')
    .select('preferences')
    .where('userId', '=', userId)
    .executeTakeFirst();
  return withDefaults(row?.preferences ?? null);
}

/** Preferences as a row has them; null where there is none. */
export function withDefaults(stored: string | null): Preferences {
  return { ...defaultPreferences, ...(stored !== null && (JSON.parse(stored) as Partial<Preferences>)) };
}

export async function savePreferences(database: Reading, userId: string, value: Preferences): Promise<void> {
  const preferences = JSON.stringify(value);
  await database
    .insertInto('preferences')
    .values({ userId, preferences })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ preferences }))
    .execute();
}
