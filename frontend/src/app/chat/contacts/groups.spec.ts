import { HttpTestingController } from '@angular/common/http/testing';
import { type Type, inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Conversation } from '#contract/conversations';
import type { Message } from '#contract/messages';
import { ConversationHeader } from '../conversation/conversation-header';
import { ConversationRow } from '../conversation-list/conversation-row';
import { ConversationView } from '../conversation/conversation-view';
import { MessageBubble } from '../message-list/message-bubble';
import { bubbleWords } from '../testing/bubble-words';
import { aGroup, aGroupMessage, aMessage, newMessage, typingStart } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';

describe('a group in the chat', () => {
  let realtime: FakeRealtime;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
  });

  async function show(component: Type<unknown>, inputs: Record<string, unknown>): Promise<HTMLElement> {
    const bindings = Object.entries(inputs).map(([name, value]) => inputBinding(name, () => value));
    const fixture = TestBed.createComponent(component, { bindings });
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  const row = (conversation: Conversation) => show(ConversationRow, { conversation });
  const header = (conversation: Conversation) => show(ConversationHeader, { conversation });
  const bubble = (message: Message, startsGroup: boolean) =>
    show(MessageBubble, {
      words: bubbleWords(),
      row: { key: 'k', bubble: { message, state: 'stored' }, newDay: null, unread: 0, startsGroup },
    });

  it('has a sign and its name in the list, and before the last message who wrote it', async () => {
    const element = await row(aGroup(1, { lastMessage: aGroupMessage(1, 'Luz', { text: '¿Abren hoy?' }) }));

    expect(element.querySelector('app-avatar svg')).not.toBeNull();
    expect(element.querySelector('.name')?.textContent).toContain('Grupo Group 1');
    expect(element.querySelector('.preview')?.textContent).toBe('Luz:¿Abren hoy?');
  });

  it('is called a group as long as its name is not known', async () => {
    const nameless = aGroup(1, { contact: { ...aGroup(1).contact, name: '' } });

    expect((await header(nameless)).querySelector('h2')?.textContent).toBe('Grupo');
  });

  it('has no number above the conversation', async () => {
    const element = await header(aGroup(1));

    expect(element.querySelector('h2')?.textContent).toBe('Group 1');
    expect(element.querySelector('p')?.textContent.trim()).toBe('Grupo');
  });

  it('says who of it is writing', async () => {
    const element = await header(aGroup(1));
    realtime.emit('typing_start', { ...typingStart('p1'), participantId: 'luz', participant: 'Luz' });
    TestBed.tick();

    expect(element.querySelector('p')?.textContent.trim()).toBe('Luz está escribiendo…');
  });

  it('names who wrote each message, in a colour of their own, and for ears also where the name is not repeated', async () => {
    const [first, next] = [await bubble(aGroupMessage(1, 'Luz'), true), await bubble(aGroupMessage(2, 'Luz'), false)];
    const author = (element: HTMLElement) => element.querySelector<HTMLElement>('.author');

    expect(author(first)?.textContent.trim()).toBe('Luz');
    expect(author(first)?.classList).not.toContain('visually-hidden');
    expect(author(first)?.style.color).toContain('--color-person-');
    expect(author(next)?.textContent.trim()).toBe('Luz');
    expect(author(next)?.classList).toContain('visually-hidden');
  });

  it('names nobody above what a person writes in a conversation of their own', async () => {
    expect((await bubble(aMessage(1), true)).querySelector('.author')).toBeNull();
  });

  it('tells ears who has written in which group', async () => {
    const element = await show(ConversationView, { conversationId: 'c1' });
    TestBed.inject(HttpTestingController).match(() => true);
    realtime.emit('new_message', newMessage(aGroup(1), aGroupMessage(7, 'Luz', { text: 'Hola' }), 7));

    TestBed.tick();

    expect(element.querySelector('.told[aria-live=polite]')?.textContent.trim()).toBe('Luz, Group 1: Hola');
  });

  it('says why nothing can be sent to it any more', async () => {
    const error = { code: 'not_in_group', title: 'This number is no longer in the group' };
    const element = await bubble(aMessage(1, { direction: 'out', author: 'user', status: 'failed', error }), true);

    expect(element.querySelector('.failure')?.textContent).toContain('la línea ya no está en este grupo');
  });
});
