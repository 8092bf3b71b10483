import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { SendMessageRequest } from '#contract/messages';
import { aMessage } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../testing/provide-chat-testing';
import { SendQueue } from './send-queue';
import { SendQueueStorage } from './send-queue-storage';

describe('SendQueue', () => {
  const conversation = { id: 'c1', contactId: 'p1' };
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let queue: SendQueue;

  beforeEach(() => {
    sessionStorage.clear();
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00Z'));
    start();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    sessionStorage.clear();
  });

  function start(): void {
    realtime = new FakeRealtime();
    TestBed.resetTestingModule().configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    queue = TestBed.inject(SendQueue);
    TestBed.tick();
  }

  function nextTry(conversationId = 'c1'): TestRequest {
    return server.expectOne(`/api/conversations/${conversationId}/messages`);
  }

  function store(attempt: TestRequest): void {
    const { clientMessageId, text } = attempt.request.body as SendMessageRequest;
    attempt.flush(
      { message: aMessage(1, { id: `stored-${clientMessageId}`, clientMessageId, text }) },
      { status: 202, statusText: 'Accepted' },
    );
  }

  it('sends one after the other, in the order they were written', () => {
    const texts: string[] = [];
    queue.stored$.subscribe(({ text }) => texts.push(text ?? ''));
    ['one', 'two', 'three'].forEach((text) => queue.send(conversation, text));

    store(nextTry());
    store(nextTry());
    store(nextTry());

    expect(texts).toEqual(['one', 'two', 'three']);
    expect(queue.sends()).toEqual([]);
  });

  it('does not let one conversation wait for another', () => {
    queue.send(conversation, 'here');
    queue.send({ id: 'c2', contactId: 'p2' }, 'there');

    store(nextTry('c2'));

    expect(queue.sends().map(({ text }) => text)).toEqual(['here']);
    nextTry('c1');
  });

  it('tries again under the same id after a failure of the network, before what was written later', () => {
    const first = queue.send(conversation, 'one');
    queue.send(conversation, 'two');
    nextTry().error(new ProgressEvent('error'));
    server.expectNone('/api/conversations/c1/messages');

    jasmine.clock().tick(2_000);

    const again = nextTry();
    expect(again.request.body).toEqual({ clientMessageId: first.clientMessageId, type: 'text', text: 'one' });
    store(again);
    expect((nextTry().request.body as SendMessageRequest).text).toBe('two');
  });

  it('tries again at once when the connection comes back', () => {
    queue.send(conversation, 'one');
    realtime.connectionIs('offline');
    TestBed.tick();
    nextTry().error(new ProgressEvent('error'));

    realtime.connectionIs('live');
    TestBed.tick();

    nextTry();
  });

  it('waits twice as long after each failure', () => {
    queue.send(conversation, 'one');
    for (const pause of [2_000, 4_000, 8_000]) {
      nextTry().flush(null, { status: 503, statusText: 'Unavailable' });
      jasmine.clock().tick(pause - 1);
      server.expectNone('/api/conversations/c1/messages');
      jasmine.clock().tick(1);
    }
    nextTry();
  });

  it('keeps what the server refuses, with the reason, and goes on with the next', () => {
    const refused = queue.send(conversation, 'one');
    queue.send(conversation, 'two');

    nextTry().flush({ type: 'conflict', title: 'No line', status: 409 }, { status: 409, statusText: 'Conflict' });
    store(nextTry());

    expect(queue.sends()).toEqual([jasmine.objectContaining({ text: 'one', refusal: 'conflict' })]);

    queue.retry(refused.clientMessageId);
    expect((nextTry().request.body as SendMessageRequest).clientMessageId).toBe(refused.clientMessageId);
  });

  it('gives up a refused text when a person says so', () => {
    const refused = queue.send(conversation, 'one');
    nextTry().flush({ type: 'conflict', title: 'No line', status: 409 }, { status: 409, statusText: 'Conflict' });

    queue.discard(refused.clientMessageId);

    expect(queue.sends()).toEqual([]);
  });

  it('goes on after a reload with what was not stored', () => {
    const { clientMessageId } = queue.send(conversation, 'one');
    nextTry();

    start();

    expect((nextTry().request.body as SendMessageRequest).clientMessageId).toBe(clientMessageId);
  });

  it('leaves nothing behind once everything is stored', () => {
    queue.send(conversation, 'one');
    store(nextTry());

    expect(TestBed.inject(SendQueueStorage).read(signedInUser.id)).toEqual([]);
  });
});
