import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { aMessage } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { FindBar } from './find-bar';
import { MessageTargets } from './message-targets';

describe('FindBar', () => {
  let fixture: ComponentFixture<FindBar>;
  let server: HttpTestingController;

  beforeEach(() => {
    jasmine.clock().install();
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(FindBar);
    fixture.componentRef.setInput('conversationId', 'c1');
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    server.verify();
  });

  const page = () => fixture.nativeElement as HTMLElement;
  function field(): HTMLInputElement {
    const input = page().querySelector('input');
    if (!input) throw new Error('There is nowhere to type.');
    return input;
  }
  const said = () => page().querySelector('[role=status]')?.textContent.trim();
  const target = () => TestBed.inject(MessageTargets).wanted()?.messageId;

  function type(query: string): void {
    field().value = query;
    field().dispatchEvent(new Event('input'));
    TestBed.tick();
    jasmine.clock().tick(300);
  }

  function answer(numbers: number[], nextCursor: string | null = null): void {
    const items = numbers.map((number) => aMessage(number, { conversationId: 'c1' }));
    server
      .expectOne(({ url, params }) => url === '/api/messages' && params.get('conversation') === 'c1')
      .flush({ items, conversations: [], nextCursor, epoch: 'e1', seq: 1 });
    TestBed.tick();
  }

  function press(key: string, shiftKey = false): void {
    field().dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
    TestBed.tick();
  }

  it('goes to the newest hit, and with Enter to older ones and back', () => {
    type('hola');
    answer([3, 2, 1]);
    expect([said(), target()]).toEqual(['1 de 3', 'm3']);

    press('Enter');
    expect([said(), target()]).toEqual(['2 de 3', 'm2']);
    press('Enter', true);
    press('Enter', true);
    expect([said(), target()]).toEqual(['1 de 3', 'm3']);
  });

  it('fetches older hits before the last one known is left', () => {
    type('hola');
    answer([3, 2], 'older');
    expect(said()).toBe('1 de más de 2');
    press('Enter');
    answer([1]);
    press('Enter');

    expect([said(), target()]).toEqual(['3 de 3', 'm1']);
  });

  it('says when there is nothing, and closes with Esc and nothing behind it', () => {
    const closed = jasmine.createSpy();
    const behind = jasmine.createSpy();
    fixture.componentInstance.closed.subscribe(closed);
    document.addEventListener('keydown', behind);
    type('hola');
    answer([]);
    expect(said()).toBe('Sin resultados');
    press('Escape');

    expect(closed).toHaveBeenCalledTimes(1);
    expect(behind).not.toHaveBeenCalled();
    document.removeEventListener('keydown', behind);
  });
});
