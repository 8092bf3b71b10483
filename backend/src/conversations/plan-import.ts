import type { GivenContact, PreviewImportRequest } from '#contract/contact-import';
import { LONGEST, MOST_LABELS, type ImportRefusal } from '#contract/contact-limits';
import type { ConversationOfContact } from '#contract/contacts';
import { numberKey, spellingsOf } from '#contract/number-spellings';
import { PHONE_NUMBER } from '#contract/phone-number';
import { problemOfNumber } from '#contract/phone-number-rules';
import { listLabels, readClientSettings } from '../team-settings/index.ts';
import type { Reading } from '../storage/index.ts';
import { changedColumns, type ContactChange } from './change-contact.ts';
import { readKeptLabels } from './contact-labels.ts';
import { readConversationsOf } from './contact-pages.ts';
import { findContactsByNumber, findWritersInGroups, type ContactRow } from './contact-store.ts';
import { requireStage } from './require-stage.ts';

/** What is to come of a row. `labels` are added to those that are there. */
export type PlannedRow =
  | { outcome: 'left_out'; reason: ImportRefusal }
  | { outcome: 'created'; numberKey: string; phoneNumber: string; change: ContactChange; labels: readonly string[] }
  | {
      outcome: 'changed';
      numberKey: string;
      contact: ContactRow;
      change: ContactChange;
      labels: readonly string[];
      /** Of those with this contact, the newest. */
      conversation: ConversationOfContact | undefined;
      /** Whether the chat shows what they are called. */
      isInChat: boolean;
    }
  | { outcome: 'unchanged'; numberKey: string };

/** A contact who is there. */
interface Known {
  contact: ContactRow;
  /** Newest first. */
  conversations: readonly ConversationOfContact[];
  /** Kept for the first conversation. */
  labels: readonly string[];
  hasWrittenInGroup: boolean;
}

/** What the client has of what rows may name. */
interface Names {
  stages: ReadonlySet<string>;
  labels: ReadonlySet<string>;
  fields: ReadonlySet<string>;
}

/** What comes of each row of an import, in their order. Throws `bad-request` where those without a stage are to go to none there is. */
export async function planImport(
  database: Reading,
  clientCode: string,
  { known: rule, stage, contacts }: PreviewImportRequest,
): Promise<PlannedRow[]> {
  if (stage !== null) await requireStage(database, clientCode, stage);
  const names = await readNames(database, clientCode);
  const known = await readKnown(database, clientCode, contacts);
  const seen = new Set<string>();
  return contacts.map((given): PlannedRow => {
    const reason = refusalOf(given, names);
    if (reason !== undefined) return { outcome: 'left_out', reason };
    const key = numberKey(given.phoneNumber);
    if (seen.has(key)) return { outcome: 'left_out', reason: 'duplicate' };
    seen.add(key);
    const row = stage === null || given.stage !== undefined ? given : { ...given, stage };
    const held = known.get(key);
    if (held && rule === 'keep') return { outcome: 'unchanged', numberKey: key };
    return held ? planKnown(held, row, { key, rule, named: given.stage !== undefined }) : planNew(row, key);
  });
}

function planNew(given: GivenContact, key: string): PlannedRow {
  const { phoneNumber, name = '', stage, notes, fields } = given;
  const labels = [...new Set(given.labels)];
  if (labels.length > MOST_LABELS) return { outcome: 'left_out', reason: 'too_many_labels' };
  const change = {
    ...(name !== '' && { name }),
    ...(stage !== undefined && { stage }),
    ...(notes !== undefined && { notes }),
    ...(fields !== undefined && { fields }),
  };
  return { outcome: 'created', numberKey: key, phoneNumber, change, labels };
}

function planKnown(
  { contact, conversations, labels: kept, hasWrittenInGroup }: Known,
  given: GivenContact,
  { key, rule, named }: { key: string; rule: PreviewImportRequest['known']; named: boolean },
): PlannedRow {
  const [conversation] = conversations;
  const held = new Set([...kept, ...conversations.flatMap((one) => one.labels)]);
  const labels = [...new Set(given.labels)].filter((id) => !held.has(id));
  if ((conversation?.labels ?? kept).length + labels.length > MOST_LABELS && labels.length > 0) {
    return { outcome: 'left_out', reason: 'too_many_labels' };
  }
  const overwrites = rule === 'overwrite';
  const change = changeOf(contact, given, { overwrites, overwritesStage: overwrites && named });
  if (labels.length === 0 && Object.keys(changedColumns(contact, change)).length === 0) {
    return { outcome: 'unchanged', numberKey: key };
  }
  const isInChat = hasWrittenInGroup || conversation !== undefined;
  return { outcome: 'changed', numberKey: key, contact, change, labels, conversation, isInChat };
}

/** What a row says that counts: blanks around a text make no difference, and an empty one says nothing. */
function changeOf(
  contact: ContactRow,
  { name = '', stage, notes = '', fields = {} }: GivenContact,
  { overwrites, overwritesStage }: { overwrites: boolean; overwritesStage: boolean },
): ContactChange {
  const counts = (said: string, held: string) =>
    said.trim() !== '' && (overwrites ? said.trim() !== held.trim() : held.trim() === '');
  const values = JSON.parse(contact.fields) as Readonly<Record<string, string>>;
  const said = Object.entries(fields).filter(([id, value]) => counts(value, values[id] ?? ''));
  // Whoever is called by their number alone has no name yet.
  const called = contact.namedByTeam === 1 || contact.whatsappName !== '' ? contact.name : '';
  return {
    ...(counts(name, called) && { name }),
    ...(stage !== undefined && (contact.stage === null || overwritesStage) && { stage }),
    ...(counts(notes, contact.notes) && { notes }),
    ...(said.length > 0 && { fields: Object.fromEntries(said) }),
  };
}

function refusalOf(
  { phoneNumber, name = '', stage, labels = [], notes = '', fields = {} }: GivenContact,
  names: Names,
): ImportRefusal | undefined {
  if (!PHONE_NUMBER.test(phoneNumber) || problemOfNumber(phoneNumber)) return 'invalid';
  const values = Object.values(fields);
  if (name.length > LONGEST.name || notes.length > LONGEST.notes) return 'too_long';
  if (values.some((value) => value.length > LONGEST.field)) return 'too_long';
  if (stage !== undefined && !names.stages.has(stage)) return 'unknown_stage';
  if (!labels.every((id) => names.labels.has(id))) return 'unknown_label';
  return Object.keys(fields).every((id) => names.fields.has(id)) ? undefined : 'unknown_field';
}

async function readNames(database: Reading, clientCode: string): Promise<Names> {
  const { stages, contactFields } = await readClientSettings(database, clientCode);
  const idsOf = (all: readonly { id: string }[]) => new Set(all.map(({ id }) => id));
  return {
    stages: idsOf(stages),
    labels: idsOf(await listLabels(database, clientCode)),
    fields: idsOf(contactFields),
  };
}

/** Who is there of those in the rows, by the key of their number. */
async function readKnown(
  database: Reading,
  clientCode: string,
  given: readonly GivenContact[],
): Promise<ReadonlyMap<string, Known>> {
  const numbers = given.flatMap(({ phoneNumber }) => spellingsOf(phoneNumber));
  const contacts = await findContactsByNumber(database, clientCode, numbers);
  const ids = contacts.map(({ id }) => id);
  const conversations = await readConversationsOf(database, ids);
  const labels = await readKeptLabels(database, ids);
  const writers = await findWritersInGroups(database, ids);
  const known = contacts.map((contact) => {
    const held = {
      contact,
      conversations: conversations.get(contact.id) ?? [],
      labels: labels.get(contact.id) ?? [],
      hasWrittenInGroup: writers.has(contact.id),
    };
    return [numberKey(contact.phoneNumber ?? ''), held] as const;
  });
  // Of two that have one number in different spellings, who was there first.
  return new Map(known.reverse());
}
