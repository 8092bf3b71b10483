import { sql, type ExpressionBuilder } from 'kysely';
import type { ClientSettings } from '#contract/team-settings';
import { readClientSettings, saveClientSettings, type KeptSettings } from '../team-settings/index.ts';
import type { Reading, Store, Tables, Writing } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import { changeContact } from './change-contact.ts';

/** So many contacts are changed in one write: others of the same queue wait no longer for it. */
const AT_ONCE = 100;

type Contacts = ExpressionBuilder<Tables, 'contacts'>;

export function countContactsInStage(database: Reading, clientCode: string, stageId: string): Promise<number> {
  return countContacts(database, clientCode, (eb) => eb('stage', '=', stageId));
}

export function countContactsWithField(database: Reading, clientCode: string, fieldId: string): Promise<number> {
  return countContacts(database, clientCode, () => hasField(fieldId));
}

/** Stages that are being taken away, by client and id: none of them takes contacts in. One process has them all. */
const leaving = new Set<string>();

/**
 * Takes a stage away, once every contact in it stands in another one, or in none. A crash in between leaves the stage with
 * the contacts that are left; asking again goes on. Throws `not-found`, and `bad-request` where the other stage is none or
 * is being taken away itself.
 */
export async function removeStage(
  store: Store,
  clientCode: string,
  stageId: string,
  moveTo: string | null,
): Promise<void> {
  const key = JSON.stringify([clientCode, stageId]);
  if (moveTo !== null && leaving.has(JSON.stringify([clientCode, moveTo]))) throw noSuchOtherStage();
  leaving.add(key);
  try {
    await moveAndRemove(store, clientCode, stageId, moveTo);
  } finally {
    leaving.delete(key);
  }
}

function moveAndRemove(store: Store, clientCode: string, stageId: string, moveTo: string | null): Promise<void> {
  return changeContacts(store, clientCode, {
    check: ({ stages }) => {
      requireStages(stages, stageId, moveTo);
    },
    chosen: (eb) => eb('stage', '=', stageId),
    change: { stage: moveTo },
    settings: ({ stages }) => ({ stages: stages.filter(({ id }) => id !== stageId) }),
  });
}

/** Takes a field away, once no contact has a value of it any more; the same holds after a crash. */
export function removeContactField(store: Store, clientCode: string, fieldId: string): Promise<void> {
  return changeContacts(store, clientCode, {
    chosen: () => hasField(fieldId),
    change: { fields: { [fieldId]: '' } },
    settings: ({ contactFields }) => ({ contactFields: contactFields.filter(({ id }) => id !== fieldId) }),
  });
}

interface ChangeOfContacts {
  /** Whether the settings still let it be done: several may be changing them. Throws where they do not. */
  check?: (now: KeptSettings) => void;
  chosen: (eb: Contacts) => ReturnType<Contacts> | ReturnType<typeof hasField>;
  change: Parameters<typeof changeContact>[2];
  /** What the settings are afterwards. */
  settings: (before: KeptSettings) => Partial<KeptSettings>;
}

async function changeContacts(
  store: Store,
  clientCode: string,
  { check, chosen, change, settings }: ChangeOfContacts,
): Promise<void> {
  const next = (writing: Writing) =>
    writing.database
      .selectFrom('contacts')
      .selectAll()
      .where('clientCode', '=', clientCode)
      .where((eb) => chosen(eb))
      .limit(AT_ONCE)
      .execute();
  for (;;) {
    const isDone = await store.write(async (writing) => {
      const before = await readClientSettings(writing.database, clientCode);
      check?.(before);
      const contacts = await next(writing);
      for (const contact of contacts) await changeContact(writing, contact, change);
      if (contacts.length === AT_ONCE) return false;
      await writing.event(clientCode, 'settings:changed', async () => {
        await saveClientSettings(writing.database, clientCode, { ...before, ...settings(before) });
        return { kind: 'client' };
      });
      return true;
    });
    if (isDone) return;
  }
}

async function countContacts(
  database: Reading,
  clientCode: string,
  chosen: ChangeOfContacts['chosen'],
): Promise<number> {
  const row = await database
    .selectFrom('contacts')
    .select((eb) => eb.fn.countAll().as('contacts'))
    .where('clientCode', '=', clientCode)
    .where((eb) => chosen(eb))
    .executeTakeFirstOrThrow();
  return Number(row.contacts);
}

function requireStages(stages: ClientSettings['stages'], id: string, moveTo: string | null): void {
  const isThere = (wanted: string) => stages.some((stage) => stage.id === wanted);
  if (!isThere(id)) throw new HttpProblem('not-found', 'The client has decided on nothing of this id.');
  if (moveTo !== null && (moveTo === id || !isThere(moveTo))) throw noSuchOtherStage();
}

function noSuchOtherStage(): HttpProblem {
  return new HttpProblem('bad-request', 'Move the contacts to another stage there is, or to none.', {
    errors: [{ path: 'moveTo', message: 'There is no such other stage.' }],
  });
}

function hasField(fieldId: string) {
  return sql<boolean>`exists (select 1 from json_each("contacts"."fields") where "key" = ${fieldId})`;
}
