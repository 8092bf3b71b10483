import { sql, type ExpressionBuilder } from 'kysely';
import type { ClientSettings } from '#contract/team-settings';
import { readClientSettings, saveClientSettings } from '../team-settings/index.ts';
import type { Reading, Store, Tables, Writing } from '../storage/index.ts';
import { changeContact } from './change-contact.ts';
import { toContact, type ContactRow } from './contact-store.ts';

/** So many contacts are changed in one write: others of the same queue wait no longer for it. */
const AT_ONCE = 100;

type Contacts = ExpressionBuilder<Tables, 'contacts'>;

export function countContactsInStage(database: Reading, clientCode: string, stageId: string): Promise<number> {
  return countContacts(database, clientCode, (eb) => eb('stage', '=', stageId));
}

export function countContactsWithField(database: Reading, clientCode: string, fieldId: string): Promise<number> {
  return countContacts(database, clientCode, () => hasField(fieldId));
}

/**
 * Takes a stage away, once every contact in it stands in another one, or in none. A crash in between leaves the stage with
 * the contacts that are left; asking again goes on.
 */
export function removeStage(store: Store, clientCode: string, stageId: string, moveTo: string | null): Promise<void> {
  return changeContacts(store, clientCode, {
    chosen: (eb) => eb('stage', '=', stageId),
    change: () => ({ stage: moveTo }),
    settings: ({ stages }) => ({ stages: stages.filter(({ id }) => id !== stageId) }),
  });
}

/** Takes a field away, once no contact has a value of it any more; the same holds after a crash. */
export function removeContactField(store: Store, clientCode: string, fieldId: string): Promise<void> {
  return changeContacts(store, clientCode, {
    chosen: () => hasField(fieldId),
    change: (contact) => {
      const others = Object.entries(toContact(contact).fields).filter(([id]) => id !== fieldId);
      return { fields: Object.fromEntries(others) };
    },
    settings: ({ contactFields }) => ({ contactFields: contactFields.filter(({ id }) => id !== fieldId) }),
  });
}

interface ChangeOfContacts {
  chosen: (eb: Contacts) => ReturnType<Contacts> | ReturnType<typeof hasField>;
  change: (contact: ContactRow) => Parameters<typeof changeContact>[2];
  /** What the settings are afterwards. */
  settings: (before: ClientSettings) => Partial<ClientSettings>;
}

async function changeContacts(
  store: Store,
  clientCode: string,
  { chosen, change, settings }: ChangeOfContacts,
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
      const contacts = await next(writing);
      for (const contact of contacts) await changeContact(writing, contact, change(contact));
      if (contacts.length === AT_ONCE) return false;
      const before = await readClientSettings(writing.database, clientCode);
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

function hasField(fieldId: string) {
  return sql<boolean>`exists (select 1 from json_each("contacts"."fields") where "key" = ${fieldId})`;
}
