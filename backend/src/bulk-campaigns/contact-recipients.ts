import type { GivenRecipient } from '#contract/bulk-campaigns';
import type { NamedSetting } from '#contract/team-settings';
import { hasOneLabelOf, type ContactRow } from '../conversations/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import type { Reading } from '../storage/index.ts';

/** Contacts of a client with a number, by where they stand. */
export interface ContactChoice {
  clientCode: string;
  /** Ids of labels, one of which stands on a conversation with them, or is kept for their first. */
  labels: readonly string[];
  /** Ids of stages, one of which they are in. */
  stages: readonly string[];
}

/** A page of them; `last` is where the next begins, undefined behind the end. */
export interface ChosenContacts {
  recipients: GivenRecipient[];
  last: string | undefined;
}

/** In the order of their ids, behind `after`. Where neither labels nor stages are chosen, everybody. */
export async function readChosenContacts(
  database: Reading,
  { clientCode, labels, stages }: ContactChoice,
  { limit, after }: { limit: number; after: string },
): Promise<ChosenContacts> {
  const rows = await database
    .selectFrom('contacts')
    .select(['id', 'name', 'phoneNumber', 'fields'])
    .where('clientCode', '=', clientCode)
    .where('kind', '=', 'person')
    .where('phoneNumber', 'is not', null)
    .where('id', '>', after)
    .$if(labels.length + stages.length > 0, (contacts) =>
      contacts.where((eb) =>
        eb.or([
          ...(stages.length > 0 ? [eb('stage', 'in', stages)] : []),
          ...(labels.length > 0 ? [hasOneLabelOf(eb, labels)] : []),
        ]),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  // A value stays with its field's id, whatever that is called; a message names what people see.
  const { contactFields } = await readClientSettings(database, clientCode);
  const recipients = rows.map((row) => ({
    phoneNumber: `+${row.phoneNumber ?? ''}`,
    ...addressedOf(row, contactFields),
  }));
  return { recipients, last: rows.length === limit ? rows.at(-1)?.id : undefined };
}

/** What messages to a contact may name besides their number. */
export function addressedOf(
  { name, fields }: Pick<ContactRow, 'name' | 'fields'>,
  contactFields: readonly NamedSetting[],
): { name: string; variables: Record<string, string> } {
  return {
    // Whoever has told no name is called by their number, which is no way to speak to anybody.
    name: /^\+?[\d\s()-]+$/.test(name) ? '' : name,
    variables: namedFields(JSON.parse(fields) as Record<string, string>, contactFields),
  };
}

function namedFields(
  values: Readonly<Record<string, string>>,
  fields: readonly NamedSetting[],
): Record<string, string> {
  return Object.fromEntries(fields.flatMap(({ id, name }) => (values[id] ? [[name, values[id]]] : [])));
}
