import type { LoggedEventName } from '#contract/event-names';
import type { HistoryStep } from './history-steps.ts';

/** What the log can hold today. A new kind of event needs a step that brings it about and a rule for browsers. */
export const EMITTED: readonly LoggedEventName[] = [
  'bot:status_changed',
  'contact:removed',
  'contact:updated',
  'contacts:imported',
  'conversation:removed',
  'conversation:updated',
  'message:new',
  'message:status',
  'message:updated',
  'settings:changed',
  'whatsapp:authenticated',
  'whatsapp:disconnected',
  'whatsapp:state',
];

const message = { kind: 'message', line: 0, by: 'phoneNumber', fromMe: false, status: undefined } as const;
const nameless = { ...message, name: undefined, repeat: false, group: undefined, answers: undefined } as const;
/** Everything once: conversations that become one, one that moves to another contact, and a group they write in. */
export const everythingOnce: Record<'before' | 'between' | 'since', HistoryStep[]> = {
  before: [
    { ...nameless, person: 0 },
    { ...nameless, person: 0, by: 'lid' },
    { ...nameless, person: 1, line: 1 },
    { ...nameless, person: 1, by: 'lid' },
    { ...nameless, person: 0, by: 'lid', group: 0 },
    { ...nameless, person: 2, by: 'lid', group: 0 },
    { kind: 'write', conversation: 0, colleague: 0, repeat: false },
  ],
  between: [
    { kind: 'change', conversation: 1, change: { assignedTo: 1, status: 'closed', unread: 0 } },
    { kind: 'status', message: 6, status: 'failed' },
  ],
  since: [
    { kind: 'learn', person: 0, lidOf: 0 },
    { kind: 'learn', person: 1, lidOf: 1 },
    { ...nameless, person: 0, name: 1 },
    { ...nameless, person: 2, name: 2, group: 0 },
    { kind: 'merge', contact: 0, other: 1 },
    { kind: 'nameGroup', group: 0, name: 1 },
    { kind: 'retry', message: 6 },
    { kind: 'status', message: 6, status: 'failed' },
    { kind: 'retry', message: 6 },
    { kind: 'status', message: 6, status: 'delivered' },
    { kind: 'react', message: 5, emoji: 0, by: 2 },
    { kind: 'react', message: 0, emoji: 1, by: undefined },
    { kind: 'note', conversation: 0, colleague: 1 },
    { kind: 'know', contact: 0, what: 'name' },
    { kind: 'import', person: 1, name: 0, label: 0, overwrites: true },
    { kind: 'import', person: 2, name: 0, label: 0, overwrites: true },
    { kind: 'open', person: 2, line: 0 },
    { kind: 'change', conversation: 0, change: { botEnabled: false } },
    { kind: 'colleague', colleague: 0, what: 'rename' },
    { kind: 'line', line: 0, what: 'authenticated' },
    { kind: 'line', line: 0, what: 'disconnected' },
    { kind: 'line', line: 1, what: 'state' },
    { kind: 'line', line: 1, what: 'remove' },
  ],
};
