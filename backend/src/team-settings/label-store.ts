import type { LabelColour, Label } from '#contract/team-settings';
import type { LabelsTable, Reading } from '../storage/index.ts';

/** The SQL of the table `labels`; which conversations have them is the business of `conversations`. */

export function listLabels(database: Reading, clientCode: string): Promise<LabelsTable[]> {
  return database
    .selectFrom('labels')
    .selectAll()
    .where('clientCode', '=', clientCode)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function insertLabel(database: Reading, label: LabelsTable): Promise<void> {
  await database.insertInto('labels').values(label).execute();
}

export async function updateLabel(database: Reading, { id, clientCode, name, colour }: LabelsTable): Promise<void> {
  await database
    .updateTable('labels')
    .set({ name, colour })
    .where('clientCode', '=', clientCode)
    .where('id', '=', id)
    .execute();
}

/** It leaves every conversation with it, and who kept it for their first: `conversationLabels` and `contactLabels` go along. */
export async function deleteLabel(database: Reading, clientCode: string, id: string): Promise<void> {
  await database.deleteFrom('labels').where('clientCode', '=', clientCode).where('id', '=', id).execute();
}

export async function countConversationsWith(database: Reading, clientCode: string, labelId: string): Promise<number> {
  const { count } = await database
    .selectFrom('conversationLabels')
    .innerJoin('labels', 'labels.id', 'conversationLabels.labelId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('labels.clientCode', '=', clientCode)
    .where('labelId', '=', labelId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function countContactsKeeping(database: Reading, clientCode: string, labelId: string): Promise<number> {
  const { count } = await database
    .selectFrom('contactLabels')
    .innerJoin('labels', 'labels.id', 'contactLabels.labelId')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('labels.clientCode', '=', clientCode)
    .where('labelId', '=', labelId)
    .executeTakeFirstOrThrow();
  return count;
}

export function toLabel({ id, name, colour, createdAt }: LabelsTable): Label {
  return { id, name, colour: colour as LabelColour, createdAt };
}
