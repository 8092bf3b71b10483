import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { ContactChoice, ListedContact } from '#contract/contacts';
import { spreadsheetNumber } from '#contract/phone-number-rules';
import type { NamedSetting } from '#contract/team-settings';
import { localTime } from '#contract/time-zones';
import type { Store } from '../storage/index.ts';
import { readClientSettings, listLabels } from '../team-settings/index.ts';
import { BYTE_ORDER_MARK, csvLine, type CsvLanguage } from '../web/index.ts';
import { readContacts, type NamePlace } from './contact-pages.ts';

const AT_ONCE = 500;

const columns: Record<CsvLanguage, readonly string[]> = {
  es: ['Nombre', 'Teléfono', 'Etapa', 'Etiquetas', 'Último contacto', 'Nombre en WhatsApp', 'Notas'],
  en: ['Name', 'Phone', 'Stage', 'Labels', 'Last contact', 'WhatsApp name', 'Notes'],
};

export interface ContactExport {
  clientCode: string;
  choice: ContactChoice;
  language: CsvLanguage;
  /** Of the client: times are those of its zone, as spreadsheets read them. */
  timeZone: string;
}

/** What the ids in contacts stand for. */
interface Names {
  stages: ReadonlyMap<string, string>;
  labels: ReadonlyMap<string, string>;
  fields: readonly NamedSetting[];
}

/** Writes contacts as CSV, page by page, as fast as the browser takes it. The client's own fields have a column each. */
export async function exportContacts(store: Store, wanted: ContactExport, response: Response): Promise<void> {
  response.attachment(wanted.language === 'es' ? 'contactos.csv' : 'contacts.csv');
  response.type('text/csv; charset=utf-8');
  try {
    await pipeline(csvOf(store, wanted), response);
  } catch (error) {
    // Whoever asked has gone.
    if (!response.destroyed) throw error;
  }
}

async function* csvOf(store: Store, { clientCode, choice, language, timeZone }: ContactExport): AsyncGenerator<string> {
  const names = await readNames(store, clientCode);
  yield BYTE_ORDER_MARK + csvLine([...columns[language], ...names.fields.map(({ name }) => name)]);
  let after: NamePlace | null | undefined;
  while (after !== null) {
    const place: { limit: number; after?: NamePlace } = { limit: AT_ONCE, ...(after && { after }) };
    const page: { items: ListedContact[]; next: NamePlace | null } = await store.read((database) =>
      readContacts(database, clientCode, choice, place),
    );
    yield page.items.map((contact) => lineOf(contact, names, timeZone)).join('');
    after = page.next;
  }
}

function lineOf(contact: ListedContact, { stages, labels, fields }: Names, timeZone: string): string {
  const { name, phoneNumber, stage, whatsappName, notes, conversations } = contact;
  const given = new Set([...contact.labels, ...conversations.flatMap((conversation) => conversation.labels)]);
  const lastAt = conversations[0]?.updatedAt;
  return csvLine([
    name,
    phoneNumber === null ? '' : spreadsheetNumber(phoneNumber),
    stage === null ? '' : (stages.get(stage) ?? ''),
    [...given].flatMap((id) => labels.get(id) ?? []).join('; '),
    lastAt === undefined ? '' : localTime(timeZone, new Date(lastAt)).replace('T', ' '),
    whatsappName,
    notes,
    ...fields.map(({ id }) => contact.fields[id] ?? ''),
  ]);
}

function readNames(store: Store, clientCode: string): Promise<Names> {
  return store.read(async (database) => {
    const { stages, contactFields } = await readClientSettings(database, clientCode);
    const labels = await listLabels(database, clientCode);
    return { stages: byId(stages), labels: byId(labels), fields: contactFields };
  });
}

function byId(items: readonly NamedSetting[]): ReadonlyMap<string, string> {
  return new Map(items.map(({ id, name }) => [id, name]));
}
