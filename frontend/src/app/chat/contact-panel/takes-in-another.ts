import type { ChatEvent } from '../events/chat-event';

/** Whether somebody has turned out to be this contact: which messages and conversations came over is not told one by one. */
export function takesInAnother(contactId: string, event: ChatEvent): boolean {
  return event.name === 'contact:removed' && event.data.mergedInto === contactId;
}
