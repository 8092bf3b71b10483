import type { ClientSettings, NamedSetting } from '#contract/team-settings';
import type { Reading } from '../storage/index.ts';

/** The only SQL of the table `clientSettings`. What was stored before a setting was added lacks it, and has its default. */

/** All but what stands with the client itself. */
export type KeptSettings = Omit<ClientSettings, 'timeZone'>;

const defaults: KeptSettings = {
  stages: ['Nuevo', 'Interesado', 'Cliente', 'Perdido'].map(named),
  contactFields: [],
  readReceipts: true,
};

export async function readClientSettings(database: Reading, clientCode: string): Promise<KeptSettings> {
  const row = await database
    .selectFrom('clientSettings')
    .select('settings')
    .where('clientCode', '=', clientCode)
    .executeTakeFirst();
  if (!row) return defaults;
  const { stages, ...stored } = JSON.parse(row.settings) as StoredSettings;
  return { ...defaults, ...stored, ...(stages && { stages: stages.map(asStage) }) };
}

/** Stages were names once. A contact kept the name of its stage, which is therefore the id of what it became. */
type StoredSettings = Partial<Omit<KeptSettings, 'stages'>> & { stages?: (NamedSetting | string)[] };

function asStage(stage: NamedSetting | string): NamedSetting {
  return typeof stage === 'string' ? named(stage) : stage;
}

function named(name: string): NamedSetting {
  return { id: name, name };
}

export async function saveClientSettings(database: Reading, clientCode: string, value: KeptSettings): Promise<void> {
  const settings = JSON.stringify(value);
  await database
    .insertInto('clientSettings')
    .values({ clientCode, settings })
    .onConflict((conflict) => conflict.column('clientCode').doUpdateSet({ settings }))
    .execute();
}
