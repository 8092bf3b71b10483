import { nameWords } from '#contract/search-words';
import type { Contact } from '#contract/conversations';
import type { Reading } from '../storage/index.ts';
import { toContact } from './contact-store.ts';
import { contains } from './conversation-pages.ts';

/** A place in the order of names. */
export interface NamePlace {
  searchText: string;
  id: string;
}

/** A page of contacts by name, groups included. */
export async function readContacts(
  database: Reading,
  query: { clientCode: string; limit: number; q?: string; after?: NamePlace },
): Promise<{ items: Contact[]; next: NamePlace | null }> {
  const { after } = query;
  const rows = await database
    .selectFrom('contacts')
    .selectAll()
    .where('clientCode', '=', query.clientCode)
    .where((eb) => eb.and(nameWords(query.q ?? '').map(contains)))
    .$if(after !== undefined, (rows) =>
      rows.where((eb) => eb(eb.refTuple('searchText', 'id'), '>', eb.tuple(after?.searchText ?? '', after?.id ?? ''))),
    )
    .orderBy('searchText')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(toContact),
    next: rows.length > query.limit && last ? { searchText: last.searchText, id: last.id } : null,
  };
}
