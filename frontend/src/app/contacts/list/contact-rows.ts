import type { ContactChoice, ConversationOfContact, ListedContact } from '#contract/contacts';
import type { Contact, Conversation } from '#contract/conversations';
import type { LoggedEvent } from '#contract/events';
import { foldForSearch, nameWords } from '#contract/search-words';

type LoggedContactEvent = Extract<
  LoggedEvent,
  {
    name: 'contact:updated' | 'contact:removed' | 'conversation:updated' | 'conversation:removed' | 'message:new';
  }
>;

/** An event that changes what a list of contacts shows. */
export type ContactEvent = {
  [Name in LoggedContactEvent['name']]: Pick<Extract<LoggedContactEvent, { name: Name }>, 'name' | 'data'>;
}[LoggedContactEvent['name']];

/** Contacts by name, as far as they were read. */
export interface ContactRows {
  readonly rows: readonly ListedContact[];
  /** Whether nobody comes behind the last. */
  readonly isWhole: boolean;
  readonly choice: ContactChoice;
}

/** The rows after something has happened; the same where that makes no difference. */
export function rowsAfter(held: ContactRows, event: ContactEvent): readonly ListedContact[] {
  const { rows } = held;
  switch (event.name) {
    case 'contact:updated': {
      const { contact } = event.data;
      const row = rows.find(({ id }) => id === contact.id);
      if (!row || row.version >= contact.version) return rows;
      return withRow(held, { ...row, ...contact });
    }
    case 'contact:removed':
      return without(rows, event.data.contactId);
    case 'conversation:removed':
      return changed(held, (row) => withoutConversation(row, event.data.conversationId));
    default:
      return withConversation(held, event.data.conversation);
  }
}

/** The contact that an event may bring in, of whom it does not tell all that is shown. */
export function missingAfter({ rows, isWhole, choice }: ContactRows, event: ContactEvent): string | undefined {
  const isHeld = (contactId: string) => rows.some(({ id }) => id === contactId);
  switch (event.name) {
    case 'contact:updated': {
      const { contact } = event.data;
      const isRead = isWhole || rows.some((row) => comesBefore(contact, row));
      return isRead && !isHeld(contact.id) && isOfChoice(contact, choice) ? contact.id : undefined;
    }
    // Labels that either had kept may be theirs now.
    case 'contact:removed': {
      const { mergedInto } = event.data;
      return mergedInto !== undefined && isHeld(mergedInto) ? mergedInto : undefined;
    }
    case 'conversation:updated':
    case 'message:new': {
      const { contactId } = event.data;
      const mayBegin = choice.label !== undefined || choice.heardSince !== undefined;
      return mayBegin && !isHeld(contactId) ? contactId : undefined;
    }
    default:
      return undefined;
  }
}

/** Puts a contact in its place, or takes it out where it is not of the choice, or may come behind what was read. */
export function withRow({ rows, isWhole, choice }: ContactRows, row: ListedContact): readonly ListedContact[] {
  const others = without(rows, row.id);
  if (!isOfChoice(row, choice) || !fitsConversations(row, choice)) return others;
  const place = others.findIndex((other) => comesBefore(row, other));
  if (place === -1) return isWhole ? [...others, row] : others;
  return [...others.slice(0, place), row, ...others.slice(place)];
}

/** Of two that are held as one conversation the newer version stays; the newest message comes first. */
export function conversationsWith(
  conversations: readonly ConversationOfContact[],
  { id, version, sessionId, status, labels, updatedAt }: Conversation,
): ConversationOfContact[] {
  const held = conversations.find((one) => one.id === id);
  if (held && held.version >= version) return [...conversations];
  const others = conversations.filter((one) => one.id !== id);
  return [...others, { id, version, sessionId, status, labels, updatedAt }].sort((one, other) =>
    one.updatedAt < other.updatedAt ? 1 : -1,
  );
}

function withConversation(held: ContactRows, conversation: Conversation): readonly ListedContact[] {
  return changed(held, (row) => {
    if (row.id !== conversation.contactId) return withoutConversation(row, conversation.id);
    const known = row.conversations.find(({ id }) => id === conversation.id);
    if (known && known.version >= conversation.version) return row;
    // What they kept for their first conversation stands on it now.
    return { ...row, conversations: conversationsWith(row.conversations, conversation), labels: [] };
  });
}

function withoutConversation(row: ListedContact, id: string): ListedContact {
  if (!row.conversations.some((one) => one.id === id)) return row;
  return { ...row, conversations: row.conversations.filter((one) => one.id !== id) };
}

/** Rows that have changed stay only where they still fit. */
function changed(held: ContactRows, change: (row: ListedContact) => ListedContact): readonly ListedContact[] {
  const rows = held.rows.map(change);
  if (rows.every((row, place) => row === held.rows[place])) return held.rows;
  return rows.filter((row, place) => row === held.rows[place] || fitsConversations(row, held.choice));
}

function without(rows: readonly ListedContact[], id: string): readonly ListedContact[] {
  return rows.some((row) => row.id === id) ? rows.filter((row) => row.id !== id) : rows;
}

function isOfChoice(contact: Contact, { q, kind, stage }: ContactChoice): boolean {
  const text = searchTextOf(contact);
  return (
    (kind === undefined || contact.kind === kind) &&
    (stage === undefined || (contact.stage ?? '') === stage) &&
    nameWords(q ?? '').every((word) => text.includes(word))
  );
}

function fitsConversations(
  { conversations, labels: kept }: ListedContact,
  { label, heardSince, quietSince }: ContactChoice,
): boolean {
  const since = (at: string) => conversations.some(({ updatedAt }) => updatedAt >= at);
  return (
    (label === undefined || kept.includes(label) || conversations.some(({ labels }) => labels.includes(label))) &&
    (heardSince === undefined || since(heardSince)) &&
    (quietSince === undefined || !since(quietSince))
  );
}

/** As the server puts them in order. */
function comesBefore(one: Contact, other: Contact): boolean {
  const [text, otherText] = [searchTextOf(one), searchTextOf(other)];
  return text === otherText ? one.id < other.id : text < otherText;
}

function searchTextOf({ name, phoneNumber }: Contact): string {
  return `${foldForSearch(name)} ${phoneNumber ?? ''}`;
}
