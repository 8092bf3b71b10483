import type { Conversation } from '#contract/conversations';
import type { ChatEvent } from '../events/chat-event';
import {
  aConversation,
  aConversationPage,
  aMessage,
  conversationUpdated,
  messageStatus,
  newMessage,
  timeAt,
} from '../testing/chat-fixtures';
import { emptyWindow, withPage, type ConversationWindow } from './conversation-window';
import { belongsToView, everything } from './list-view';
import { belongsToSearch } from './search-query';
import { windowAfter } from './window-events';

const isOpen = belongsToView(everything, null);

describe('conversation window', () => {
  const three = withPage(emptyWindow, aConversationPage([3, 2, 1].map((number) => aConversation(number))));

  it('moves a conversation with a new message to the top', () => {
    const message = aMessage(10, { conversationId: 'c1' });
    const heard = aConversation(1, { version: 10, lastMessage: message, updatedAt: timeAt(10) });

    const window = windowAfter(three, { name: 'message:new', data: newMessage(heard, message, 10) }, isOpen);

    expect(idsOf(window)).toEqual(['c1', 'c3', 'c2']);
  });

  it('ignores a conversation in a lower version than the one it holds', () => {
    const old = aConversation(3, { version: 2, unread: 7 });

    expect(windowAfter(three, { name: 'conversation:updated', data: conversationUpdated(old, 2) }, isOpen)).toBe(three);
  });

  it('leaves out what is behind the end of what is loaded', () => {
    const part = withPage(emptyWindow, aConversationPage([aConversation(9), aConversation(8)], { nextCursor: 'next' }));
    const behind = aConversation(2, { version: 50, unread: 1 });

    expect(windowAfter(part, { name: 'conversation:updated', data: conversationUpdated(behind, 50) }, isOpen)).toBe(
      part,
    );
  });

  it('takes out closed conversations', () => {
    const closed = aConversation(2, { version: 50, status: 'closed' });

    const window = windowAfter(three, { name: 'conversation:updated', data: conversationUpdated(closed, 50) }, isOpen);

    expect(idsOf(window)).toEqual(['c3', 'c1']);
  });

  it('moves the tick of the last message, and of that one only', () => {
    const last = aMessage(2, { id: 'mine', conversationId: 'c2', direction: 'out', author: 'user', status: 'sent' });
    const window = withPage(emptyWindow, aConversationPage([aConversation(2, { lastMessage: last })]));

    const read = windowAfter(window, { name: 'message:status', data: messageStatus(last, 'read', 5) }, isOpen);
    const other = { ...last, id: 'earlier' };

    expect(read.items[0]?.lastMessage?.status).toBe('read');
    expect(windowAfter(read, { name: 'message:status', data: messageStatus(other, 'failed', 6) }, isOpen)).toBe(read);
  });

  it('is the same from an old snapshot and the events since as from a fresh one', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const history = new History(seed);
      for (let step = 0; step < 30; step += 1) {
        history.advance();
      }
      const old = withPage(emptyWindow, history.page());
      const since = Array.from({ length: 40 }, () => history.advance());

      const followed = since.reduce((window, event) => windowAfter(window, event, isOpen), old);
      const again = since.reduce((window, event) => windowAfter(window, event, isOpen), followed);

      const fresh = withPage(emptyWindow, history.page());
      expect(followed.items).withContext(`history ${seed}`).toEqual(fresh.items);
      expect(again.items).withContext(`history ${seed}, events twice`).toEqual(fresh.items);
    }
  });

  it('finds names without case and accents, and numbers as people write them', () => {
    const jose = aConversation(1, {
      contact: { id: 'p1', kind: 'person', name: 'José Pérez', phoneNumber: '5215512345678', stage: null },
    });

    expect(['jose', 'PEREZ josé', '+52 1 55 1234', '(55) 1234-5678'].map((q) => belongsToSearch(q)(jose))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(belongsToSearch('maria')(jose)).toBeFalse();
  });
});

/** A server with ten conversations in which things happen by chance, the same for the same seed. */
class History {
  #seq = 100;
  #seed: number;
  readonly #rows = new Map(
    Array.from({ length: 10 }, (_, index) => [`c${index}`, aConversation(index)] as [string, Conversation]),
  );

  constructor(seed: number) {
    this.#seed = seed;
  }

  page() {
    const items = [...this.#rows.values()].filter(({ status }) => status === 'open');
    items.sort((a, b) => (a.updatedAt + a.id < b.updatedAt + b.id ? 1 : -1));
    return aConversationPage(items, { seq: this.#seq });
  }

  advance(): ChatEvent {
    const row = [...this.#rows.values()][this.#chance(this.#rows.size)];
    if (!row) {
      throw new Error('The history has no conversations left.');
    }
    this.#seq += 1;
    const changed = this.#changed(row);
    this.#rows.set(changed.conversation.id, changed.conversation);
    return changed.event;
  }

  #changed(row: Conversation): { conversation: Conversation; event: ChatEvent } {
    const seq = this.#seq;
    const kind = this.#chance(4);
    if (kind === 0 && row.lastMessage?.status === 'sent') {
      const lastMessage = { ...row.lastMessage, status: 'read' as const, version: seq, error: undefined };
      return {
        conversation: { ...row, lastMessage },
        event: { name: 'message:status', data: messageStatus(lastMessage, 'read', seq) },
      };
    }
    if (kind === 1) {
      const status: Conversation['status'] = row.status === 'open' ? 'closed' : 'open';
      const conversation: Conversation = { ...row, version: seq, status, unread: 0 };
      return { conversation, event: { name: 'conversation:updated', data: conversationUpdated(conversation, seq) } };
    }
    if (kind === 2) {
      const contact = { ...row.contact, name: `Name ${seq}` };
      return {
        conversation: { ...row, contact },
        event: {
          name: 'contact:updated',
          data: {
            clientCode: 'demo',
            at: timeAt(seq),
            seq,
            contact: {
              ...contact,
              version: seq,
              whatsappName: '',
              notes: '',
              fields: {},
              agentRun: null,
              createdAt: timeAt(0),
            },
          },
        },
      };
    }
    const isOut = this.#chance(2) === 0;
    const lastMessage = aMessage(seq, {
      conversationId: row.id,
      contactId: row.contactId,
      ...(isOut && { direction: 'out', author: 'user', status: 'sent' }),
    });
    const conversation: Conversation = {
      ...row,
      version: seq,
      status: 'open',
      lastMessage,
      unread: isOut ? row.unread : row.unread + 1,
      updatedAt: timeAt(seq),
    };
    return { conversation, event: { name: 'message:new', data: newMessage(conversation, lastMessage, seq) } };
  }

  #chance(below: number): number {
    this.#seed = (this.#seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((this.#seed / 2_147_483_648) * below);
  }
}

function idsOf(window: ConversationWindow): string[] {
  return window.items.map(({ id }) => id);
}
