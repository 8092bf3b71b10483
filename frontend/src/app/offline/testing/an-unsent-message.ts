import type { UnsentMessage } from '../unsent-message';

/** A text that was just written and never tried. */
export function anUnsentMessage(text: string, changes: Partial<UnsentMessage> = {}): UnsentMessage {
  return {
    userId: 'u1',
    clientMessageId: `id-of-${text}`,
    conversationId: 'c1',
    contactId: 'p1',
    text,
    writtenAt: '2026-11-20T12:00:00.000Z',
    tried: false,
    ...changes,
  };
}
