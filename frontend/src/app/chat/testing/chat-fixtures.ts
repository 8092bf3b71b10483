import type { Contact, Conversation, ConversationPage } from '#contract/conversations';
import type { EventData } from '#contract/events';
import type { Message, MessagePage } from '#contract/messages';

const envelope = { clientCode: 'demo', at: '2026-11-20T12:00:00.000Z' };

/** A time on one day: later the higher the number, in seconds. */
export function timeAt(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 20, 12, 0, seconds)).toISOString();
}

export function aMessage(place: number, changes: Partial<Message> = {}): Message {
  return {
    id: `m${place}`,
    version: place,
    conversationId: 'c1',
    contactId: 'p1',
    direction: 'in',
    author: 'contact',
    type: 'text',
    text: `Message ${place}`,
    status: 'received',
    sentAt: timeAt(place),
    createdAt: timeAt(place),
    ...changes,
  };
}

export function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => aMessage(from + index));
}

/** Read right after the last change of what it holds. */
export function aMessagePage(items: Message[], changes: Partial<MessagePage> = {}): MessagePage {
  const seq = Math.max(0, ...items.map(({ version }) => version));
  return { items, nextCursor: null, previousCursor: null, epoch: 'e1', seq, ...changes };
}

export function aConversation(number: number, changes: Partial<Conversation> = {}): Conversation {
  const contactId = `p${number}`;
  return {
    id: `c${number}`,
    version: number,
    contactId,
    contact: {
      id: contactId,
      kind: 'person',
      name: `Person ${number}`,
      phoneNumber: `52155123456${number}`,
      stage: null,
    },
    sessionId: 's1',
    status: 'open',
    unread: 0,
    lastMessage: aMessage(number, { id: `last${number}`, conversationId: `c${number}`, contactId }),
    assignedTo: null,
    labels: [],
    botEnabled: false,
    windowEndsAt: null,
    waitingSince: null,
    updatedAt: timeAt(number),
    ...changes,
  };
}

/** A conversation with a group, in which this was said last. */
export function aGroup(number: number, changes: Partial<Conversation> = {}): Conversation {
  const conversation = aConversation(number, changes);
  const contact = { ...conversation.contact, kind: 'group' as const, name: `Group ${number}`, phoneNumber: null };
  return { ...conversation, contact: { ...contact, ...changes.contact } };
}

/** Said in a group by one of its people. */
export function aGroupMessage(place: number, name: string, changes: Partial<Message> = {}): Message {
  return aMessage(place, { participant: name, participantId: `person-${name}`, ...changes });
}

/** The contact of the conversation of this number. */
export function aContact(number: number, changes: Partial<Contact> = {}): Contact {
  const { contact } = aConversation(number);
  const known = { whatsappName: contact.name, notes: '', fields: {}, agentRun: null, createdAt: timeAt(0) };
  return { ...contact, ...known, version: number, ...changes };
}

export function contactChanged(contact: Contact): EventData<'contact:updated'> {
  return { ...envelope, seq: contact.version, contact };
}

export function contactUpdated(id: string, name: string, seq: number): EventData<'contact:updated'> {
  const contact = {
    id,
    version: seq,
    kind: 'person' as const,
    name,
    whatsappName: name,
    phoneNumber: null,
    stage: null,
    notes: '',
    fields: {},
    agentRun: null,
    createdAt: timeAt(0),
  };
  return { ...envelope, seq, contact };
}

export function contactRemoved(contactId: string, mergedInto: string, seq: number): EventData<'contact:removed'> {
  return { ...envelope, seq, contactId, mergedInto };
}

export function aConversationPage(items: Conversation[], changes: Partial<ConversationPage> = {}): ConversationPage {
  return { items, nextCursor: null, epoch: 'e1', seq: 1_000, ...changes };
}

export function newMessage(conversation: Conversation, message: Message, seq: number): EventData<'message:new'> {
  return { ...envelope, seq, contactId: conversation.contactId, message, conversation };
}

export function conversationUpdated(conversation: Conversation, seq: number): EventData<'conversation:updated'> {
  return { ...envelope, seq, contactId: conversation.contactId, conversation };
}

export function messageStatus(
  { id, conversationId, contactId, clientMessageId }: Message,
  status: Message['status'],
  seq: number,
): EventData<'message:status'> {
  return { ...envelope, seq, contactId, conversationId, messageId: id, clientMessageId, status };
}

export function typingStart(contactId: string): EventData<'typing:start'> {
  return { ...envelope, contactId, by: 'contact' };
}
