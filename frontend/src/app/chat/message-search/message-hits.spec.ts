import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import type { MessageSearchPage } from '#contract/message-search';
import { aConversation, aMessage } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { MessageHits } from './message-hits';
import { MessageTargets } from './message-targets';

describe('MessageHits', () => {
  let fixture: ComponentFixture<MessageHits>;
  let server: HttpTestingController;

  beforeEach(() => {
    jasmine.clock().install();
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(MessageHits);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    server.expectNone(({ url }) => url === '/api/messages');
  });

  const page = () => fixture.nativeElement as HTMLElement;
  const hits = () => [...page().querySelectorAll<HTMLButtonElement>('li button')];
  const press = (word: string) =>
    [...page().querySelectorAll('button')].find(({ textContent }) => textContent.includes(word))?.click();

  function type(query: string): void {
    fixture.componentRef.setInput('query', query);
    TestBed.tick();
    jasmine.clock().tick(300);
  }

  const request = (q: string, cursor: string | null = null) =>
    server.expectOne(
      ({ url, params }) => url === '/api/messages' && params.get('q') === q && params.get('cursor') === cursor,
    );

  function found(numbers: number[], nextCursor: string | null = null): MessageSearchPage {
    const items = numbers.map((number) =>
      aMessage(number, { conversationId: 'c1', contactId: 'p1', text: `El pedido ${number} ya salió` }),
    );
    return { items, conversations: [aConversation(1)], nextCursor, epoch: 'e1', seq: 1 };
  }

  it('shows whose message it is and what was found in it, and leads there', () => {
    const navigate = spyOn(TestBed.inject(Router), 'navigate').and.resolveTo(true);
    type('pedido');
    expect(page().querySelector('app-skeleton')).not.toBeNull();
    request('pedido').flush(found([2, 1]));
    TestBed.tick();

    expect(hits().length).toBe(2);
    expect(hits()[0]?.textContent).toContain('Person 1');
    expect(hits()[0]?.querySelector('mark')?.textContent).toBe('pedido');
    hits()[1]?.click();
    expect(TestBed.inject(MessageTargets).wanted()).toEqual({ conversationId: 'c1', messageId: 'm1' });
    expect(navigate).toHaveBeenCalledWith(['/chat', 'c1']);
  });

  it('asks once for what is typed in one go', () => {
    fixture.componentRef.setInput('query', 'p');
    TestBed.tick();
    type('pedido');
    request('pedido').flush(found([1]));
  });

  it('goes on to older ones, and says when that fails', () => {
    type('pedido');
    request('pedido').flush(found([3], 'older'));
    TestBed.tick();
    press('Ver más antiguos');
    request('pedido', 'older').error(new ProgressEvent('error'));
    TestBed.tick();
    expect(page().textContent).toContain('No pudimos cargar más');
    press('Reintentar');
    request('pedido', 'older').flush(found([2]));
    TestBed.tick();

    expect(hits().length).toBe(2);
    expect(page().querySelector('.more')).toBeNull();
  });

  it('says when nothing was found, and offers to try again when it could not be searched', () => {
    type('pedido');
    request('pedido').error(new ProgressEvent('error'));
    TestBed.tick();
    expect(page().textContent).toContain('No pudimos buscar');
    press('Reintentar');
    request('pedido').flush(found([]));
    TestBed.tick();

    expect(page().textContent).toContain('Ningún mensaje coincide');
  });
});
