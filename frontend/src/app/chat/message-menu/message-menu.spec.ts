import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { Message } from '#contract/messages';
import { aMessage } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { MessageMenu } from './message-menu';

describe('The menu of a message', () => {
  let fixture: ComponentFixture<MessageMenu>;
  let opener: HTMLButtonElement;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    opener = document.createElement('button');
    document.body.append(opener);
  });

  afterEach(() => {
    opener.remove();
  });

  async function open(changes: Partial<Message> = {}, canSend = true): Promise<void> {
    fixture = TestBed.createComponent(MessageMenu);
    fixture.componentRef.setInput('message', aMessage(1, changes));
    fixture.componentRef.setInput('opener', opener);
    fixture.componentRef.setInput('canSend', canSend);
    await fixture.whenStable();
  }

  const buttons = () => [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
  const named = (name: string) => buttons().find((button) => button.textContent.trim() === name);
  const focused = () => document.activeElement?.textContent.trim();

  it('takes the focus, moves it with the arrows, and gives it back', async () => {
    await open();

    expect(focused()).toBe('👍');
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));

    expect(focused()).toBe('Copiar texto');
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));

    expect(focused()).toBe('👍');
    let answered = 0;
    fixture.componentInstance.answered.subscribe(() => (answered += 1));
    named('Responder')?.click();

    expect(answered).toBe(1);
    expect(document.activeElement).toBe(opener);
  });

  it('takes our reaction back where it is chosen again', async () => {
    const reacted: string[] = [];
    await open({ reactions: [{ emoji: '🙏', fromMe: true }] });
    fixture.componentInstance.reacted.subscribe((emoji) => reacted.push(emoji));

    expect(named('🙏')?.getAttribute('aria-checked')).toBe('true');
    named('🙏')?.click();
    named('👍')?.click();

    expect(reacted).toEqual(['', '👍']);
  });

  it('leads to all other emojis', async () => {
    let wanted = 0;
    await open();
    fixture.componentInstance.moreWanted.subscribe(() => (wanted += 1));
    buttons()
      .find((button) => button.getAttribute('aria-label') === 'Otra reacción')
      ?.click();

    expect(wanted).toBe(1);
    expect(document.activeElement).toBe(opener);
  });

  it('offers no answer to a note, nor where nothing can be sent', async () => {
    await open({ type: 'note' });

    expect(buttons().map((button) => button.textContent.trim())).toEqual(['Copiar texto']);

    await open({}, false);

    expect(named('Responder')).toBeUndefined();
  });
});
