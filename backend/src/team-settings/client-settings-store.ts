import type { ClientSettings } from '#contract/team-settings';
import type { Reading } from '../storage/index.ts';

/** The only SQL of the table `clientSettings`. What was stored before a setting was added lacks it, and has its default. */

const defaults: ClientSettings = {
  stages: ['Nuevo', 'Interesado', 'Cliente', 'Perdido'],
  contactFields: [],
  readReceipts: true,
};

export async function readClientSettings(database: Reading, clientCode: string): Promise<ClientSettings> {
  const row = await database
    .selectFrom('clientSettings')
    .select('settings')
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  return { ...defaults, ...(row && (JSON.parse(row.settings) as Partial<ClientSettings>)) };
}

export async function saveClientSettings(database: Reading, clientCode: string, value: ClientSettings): Promise<void> {
  const settings = JSON.stringify(value);
  await database
    .insertInto('clientSettings')
    .values({ clientCode, settings })
    .onConflict((conflict) => conflict.column('clientCode').doUpdateSet({ settings }))
    .execute();
}
