import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Conversation, UpdateConversationRequest } from '#contract/conversations';
import { aConversation } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ConversationActions } from './conversation-actions';

describe('What is decided about a conversation', () => {
  let fixture: ComponentFixture<ConversationActions>;
  let changes: UpdateConversationRequest[];

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    fixture = TestBed.createComponent(ConversationActions);
    changes = [];
    fixture.componentInstance.changed.subscribe((change) => changes.push(change));
  });

  async function show(conversation: Partial<Conversation> = {}): Promise<void> {
    fixture.componentRef.setInput('conversation', aConversation(1, conversation));
    await fixture.whenStable();
    for (const request of TestBed.inject(HttpTestingController).match('/api/users')) {
      const person = (id: string, name: string, active = true) => ({ id, name, role: 'agent', active });
      request.flush({ items: [person('u2', 'Luis'), person('u1', 'Ana'), person('u3', 'Quien se fue', false)] });
    }
    await fixture.whenStable();
  }

  async function openChoices(): Promise<void> {
    element().querySelector<HTMLButtonElement>('.assign')?.click();
    await fixture.whenStable();
  }

  const element = () => fixture.nativeElement as HTMLElement;
  const choices = () => [...element().querySelectorAll<HTMLButtonElement>('.choice')];
  const words = (button: HTMLElement | null | undefined) => button?.querySelector('span:last-of-type')?.textContent;
  const named = (name: string) => element().querySelector<HTMLButtonElement>(`[aria-label="${name}"]`);

  it('offers to take it oneself first, then those who are still there', async () => {
    await show();
    await openChoices();

    expect(choices().map(words)).toEqual(['Tomarla yo', 'Luis']);
    choices()[1]?.click();

    expect(changes).toEqual([{ assignedTo: 'u2' }]);
  });

  it('says whose it is, and can leave it to nobody', async () => {
    await show({ assignedTo: 'u2' });

    expect(element().querySelector('.assign .visually-hidden')?.textContent).toBe('Asignada a Luis');
    await openChoices();
    choices().at(-1)?.click();

    expect(changes).toEqual([{ assignedTo: null }]);
  });

  it('asks for nothing where it is so already', async () => {
    await show({ assignedTo: 'u1' });
    await openChoices();
    choices()[0]?.click();

    expect(changes).toEqual([]);
  });

  it('closes it, and opens it again', async () => {
    await show();
    named('Cerrar conversación')?.click();
    await show({ status: 'closed' });
    named('Reabrir conversación')?.click();

    expect(changes).toEqual([{ status: 'closed' }, { status: 'open' }]);
  });
});
