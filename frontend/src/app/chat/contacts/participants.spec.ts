import { windowAfter } from '../conversation-list/window-events';
import { emptyWindow, withPage } from '../conversation-list/conversation-window';
import { messagesAfter } from '../conversation/message-events';
import { windowOf } from '../conversation/message-window';
import {
  aConversationPage,
  aGroup,
  aGroupMessage,
  aMessagePage,
  contactRemoved,
  contactUpdated,
} from '../testing/chat-fixtures';

describe('who wrote in a group', () => {
  const said = windowOf(aMessagePage([aGroupMessage(1, 'Luz'), aGroupMessage(2, 'Juan')]));
  const list = withPage(emptyWindow, aConversationPage([aGroup(1, { lastMessage: aGroupMessage(2, 'Juan') })]));
  const renamed = { name: 'contact:updated' as const, data: contactUpdated('person-Juan', 'Juan Pérez', 9) };
  const merged = { name: 'contact:removed' as const, data: contactRemoved('person-Juan', 'somebody', 8) };
  const namedThen = { name: 'contact:updated' as const, data: contactUpdated('somebody', 'Don Juan', 9) };
  const all = () => true;

  it('is called by the present name above everything they wrote, and in the list', () => {
    const messages = messagesAfter(said, renamed).messages;

    expect(messages.map(({ participant }) => participant)).toEqual(['Luz', 'Juan Pérez']);
    expect(messages[0]).toBe(said.messages[0]);
    expect(windowAfter(list, renamed, all).items[0]?.lastMessage?.participant).toBe('Juan Pérez');
  });

  it('is the contact they have turned out to be', () => {
    const events = [merged, namedThen];

    const { messages } = events.reduce(messagesAfter, said);
    expect(messages[1]).toEqual({ ...aGroupMessage(2, 'Juan'), participantId: 'somebody', participant: 'Don Juan' });
    const window = events.reduce((shown, event) => windowAfter(shown, event, all), list);
    expect(window.items[0]?.lastMessage?.participant).toBe('Don Juan');
  });

  it('changes nothing where they have not written', () => {
    const stranger = { name: 'contact:updated' as const, data: contactUpdated('stranger', 'Nora', 9) };

    expect(messagesAfter(said, stranger)).toBe(said);
    expect(windowAfter(list, stranger, all)).toBe(list);
  });
});
