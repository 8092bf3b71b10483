import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { MessageTemplatesTable, Reading, Writing } from '../storage/index.ts';

export type TemplateRow = Selectable<MessageTemplatesTable>;

/** A template as Meta lists it. */
export type MetaTemplate = Pick<TemplateRow, 'metaId' | 'name' | 'language' | 'category' | 'status' | 'components'>;

/** Those of a line, by name and language. */
export function readTemplates(database: Reading, clientCode: string, sessionId: string): Promise<TemplateRow[]> {
  return database
    .selectFrom('messageTemplates')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .orderBy('name')
    .orderBy('language')
    .execute();
}

export function findTemplate(
  database: Reading,
  { clientCode, sessionId, id }: Pick<TemplateRow, 'clientCode' | 'sessionId' | 'id'>,
): Promise<TemplateRow | undefined> {
  return database
    .selectFrom('messageTemplates')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What Meta lists now takes the place of what a line had; a template that is still there keeps its id. */
export async function replaceTemplates(
  writing: Writing,
  { clientCode, id: sessionId }: { clientCode: string; id: string },
  listed: readonly MetaTemplate[],
): Promise<void> {
  const known = await readTemplates(writing.database, clientCode, sessionId);
  const idOf = new Map(known.map(({ metaId, id }) => [metaId, id]));
  const sorted = (rows: readonly MetaTemplate[]) =>
    JSON.stringify(
      rows
        .map(({ metaId, name, language, category, status, components }) => {
          return [metaId, name, language, category, status, components];
        })
        .sort(([one = ''], [other = '']) => one.localeCompare(other)),
    );
  if (sorted(known) === sorted(listed)) return;
  await writing.event(clientCode, 'settings:changed', async () => {
    await writing.database.deleteFrom('messageTemplates').where('sessionId', '=', sessionId).execute();
    for (const template of listed) {
      const row = { ...template, id: idOf.get(template.metaId) ?? randomUUID(), clientCode, sessionId };
      await writing.database.insertInto('messageTemplates').values(row).execute();
    }
    return { kind: 'messageTemplates' };
  });
}

/** Meta has decided about a template; false where the line has no such. */
export async function changeTemplateStatus(
  writing: Writing,
  { clientCode, id: sessionId }: { clientCode: string; id: string },
  { metaId, status }: Pick<TemplateRow, 'metaId' | 'status'>,
): Promise<boolean> {
  const row = await writing.database
    .selectFrom('messageTemplates')
    .select(['id', 'status'])
    .where('clientCode', '=', clientCode)
    .where('sessionId', '=', sessionId)
    .where('metaId', '=', metaId)
    .executeTakeFirst();
  if (!row || row.status === status) return row !== undefined;
  await writing.event(clientCode, 'settings:changed', async () => {
    await writing.database.updateTable('messageTemplates').set({ status }).where('id', '=', row.id).execute();
    return { kind: 'messageTemplates' };
  });
  return true;
}
