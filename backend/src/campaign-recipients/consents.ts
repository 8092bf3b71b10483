import type { Consent } from '#contract/bulk-campaigns';
import type { Writing } from '../storage/index.ts';

/** The only SQL of the table `consents`. */

/** As many rows as one statement takes, by the parameters each of them has. */
const AT_ONCE = 500;

export interface KeptConsent {
  consent: Consent;
  /** Who has said so. */
  userId: string;
  /** Whether it takes the place of what was known before. */
  replacing: boolean;
}

/** Keeps where the consent of those with these numbers, given as `numberKey`, came from. */
export async function keepConsents(
  { database, now }: Writing,
  clientCode: string,
  keys: readonly string[],
  { consent, userId, replacing }: KeptConsent,
): Promise<void> {
  const { source } = consent;
  const note = consent.note ?? null;
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const rows = keys
      .slice(from, from + AT_ONCE)
      .map((key) => ({ clientCode, numberKey: key, source, note, userId, at: now }));
    await database
      .insertInto('consents')
      .values(rows)
      .onConflict((conflict) => {
        const same = conflict.columns(['clientCode', 'numberKey']);
        return replacing ? same.doUpdateSet({ source, note, userId, at: now }) : same.doNothing();
      })
      .execute();
  }
}

/** Nothing is known of the consent of these numbers any more, given as `numberKey`. */
export async function forgetConsents(
  { database }: Writing,
  clientCode: string,
  keys: readonly string[],
): Promise<void> {
  await database
    .deleteFrom('consents')
    .where('clientCode', '=', clientCode)
    .where('numberKey', 'in', ['', ...keys])
    .execute();
}
