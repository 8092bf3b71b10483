import type { ContactChoice, ContactCounts, ConversationOfContact, ListedContact } from '#contract/contacts';
import { nameWords } from '#contract/search-words';
import type { ExpressionBuilder } from 'kysely';
import type { Reading, Tables } from '../storage/index.ts';
import { hasOneLabelOf, readKeptLabels } from './contact-labels.ts';
import { toContact, type ContactRow } from './contact-store.ts';
import { readLabelIds } from './conversation-labels.ts';
import { contains } from './conversation-pages.ts';

/** A place in the order of names. */
export interface NamePlace {
  searchText: string;
  id: string;
}

/** A page of contacts by name, groups included where no `kind` is named. */
export async function readContacts(
  database: Reading,
  clientCode: string,
  choice: ContactChoice,
  { limit, after }: { limit: number; after?: NamePlace },
): Promise<{ items: ListedContact[]; next: NamePlace | null }> {
  const rows = await chosenContacts(database, clientCode, choice)
    .selectAll('contacts')
    .$if(after !== undefined, (rows) =>
      rows.where((eb) => eb(eb.refTuple('searchText', 'id'), '>', eb.tuple(after?.searchText ?? '', after?.id ?? ''))),
    )
    .orderBy('searchText')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await listContacts(database, page),
    next: rows.length > limit && last ? { searchText: last.searchText, id: last.id } : null,
  };
}

/** These contacts with their conversations. */
export async function listContacts(database: Reading, rows: readonly ContactRow[]): Promise<ListedContact[]> {
  const ids = rows.map(({ id }) => id);
  const conversations = await readConversationsOf(database, ids);
  const labels = await readKeptLabels(database, ids);
  return rows.map((row) => ({
    ...toContact(row),
    conversations: conversations.get(row.id) ?? [],
    labels: labels.get(row.id) ?? [],
  }));
}

/** How many there are, in each stage and altogether. */
export async function countContacts(
  database: Reading,
  clientCode: string,
  choice: ContactChoice,
): Promise<Pick<ContactCounts, 'total' | 'stages'>> {
  const rows = await chosenContacts(database, clientCode, choice)
    .select((eb) => ['stage', eb.fn.countAll().as('contacts')])
    .groupBy('stage')
    .execute();
  const stages = rows.map(({ stage, contacts }) => ({ stage, contacts: Number(contacts) }));
  return { stages, total: stages.reduce((total, { contacts }) => total + contacts, 0) };
}

function chosenContacts(
  database: Reading,
  clientCode: string,
  { q, kind, stage, label, heardSince, quietSince }: ContactChoice,
) {
  return database
    .selectFrom('contacts')
    .where('contacts.clientCode', '=', clientCode)
    .where((eb) => eb.and(nameWords(q ?? '').map(contains)))
    .$if(kind !== undefined, (rows) => rows.where('contacts.kind', '=', kind ?? 'person'))
    .$if(stage !== undefined, (rows) =>
      rows.where((eb) => (stage ? eb('contacts.stage', '=', stage) : eb('contacts.stage', 'is', null))),
    )
    .$if(label !== undefined, (rows) => rows.where((eb) => hasOneLabelOf(eb, [label ?? ''])))
    .$if(heardSince !== undefined, (rows) => rows.where((eb) => eb.exists(conversationsSince(eb, heardSince ?? ''))))
    .$if(quietSince !== undefined, (rows) =>
      rows.where((eb) => eb.not(eb.exists(conversationsSince(eb, quietSince ?? '')))),
    );
}

function conversationsSince(eb: ExpressionBuilder<Tables, 'contacts'>, since: string) {
  return eb
    .selectFrom('conversations')
    .select('conversations.id')
    .whereRef('conversations.contactId', '=', 'contacts.id')
    .where('conversations.updatedAt', '>=', since);
}

/** Newest first, by contact; contacts without any are left out. */
export async function readConversationsOf(
  database: Reading,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, ConversationOfContact[]>> {
  const rows = await database
    .selectFrom('conversations')
    .select(['id', 'version', 'contactId', 'sessionId', 'status', 'updatedAt'])
    .where('contactId', 'in', ['', ...contactIds])
    .orderBy('updatedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const labels = await readLabelIds(
    database,
    rows.map(({ id }) => id),
  );
  const byContact = Map.groupBy(rows, ({ contactId }) => contactId);
  return new Map(
    [...byContact].map(([contactId, held]) => [
      contactId,
      held.map(({ id, version, sessionId, status, updatedAt }) => ({
        id,
        version,
        sessionId,
        status,
        labels: labels.get(id) ?? [],
        updatedAt,
      })),
    ]),
  );
}
