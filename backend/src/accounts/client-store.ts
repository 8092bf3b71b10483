import type { Client } from '#contract/accounts';
import type { ClientsTable, Reading } from '../storage/index.ts';

/** The only SQL of the table `clients`, its log's head aside. */

export async function insertClient(database: Reading, client: ClientsTable): Promise<void> {
  await database.insertInto('clients').values(client).execute();
}

/** What the operator sees: nothing of any client's content. The one without a code is no business (`contact-deletion`). */
export function listClients(database: Reading): Promise<Client[]> {
  return database
    .selectFrom('clients')
    .select(['clientCode', 'name', 'timeZone', 'createdAt'])
    .where('clientCode', '!=', '')
    .orderBy('createdAt')
    .orderBy('clientCode')
    .execute();
}

/** Rooms and addresses carry the code, so two codes that differ only in case are one. */
export async function clientExists(database: Reading, clientCode: string): Promise<boolean> {
  const row = await database
    .selectFrom('clients')
    .select('clientCode')
    .where((eb) => eb(eb.fn<string>('lower', ['clientCode']), '=', clientCode.toLowerCase()))
    .executeTakeFirst();
  return row !== undefined;
}

export async function changeTimeZone(database: Reading, clientCode: string, timeZone: string): Promise<void> {
  await database.updateTable('clients').set({ timeZone }).where('clientCode', '=', clientCode).execute();
}

/** The IANA time zone by which a client's days begin. */
export async function readTimeZone(database: Reading, clientCode: string): Promise<string> {
  const client = await database
    .selectFrom('clients')
    .select('timeZone')
    .where('clientCode', '=', clientCode)
    .executeTakeFirstOrThrow();
  return client.timeZone;
}
