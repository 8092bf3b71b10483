import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { CannedReply } from '#contract/team-settings';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { CannedReplies } from './canned-replies';

describe('CannedReplies', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let replies: CannedReplies;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    replies = TestBed.inject(CannedReplies);
    TestBed.tick();
  });

  const reply = (shortcut: string): CannedReply => ({ id: shortcut, shortcut, text: 'Hola', createdAt: '' });
  const answer = (...shortcuts: string[]) => {
    server.expectOne('/api/canned-replies').flush({ items: shortcuts.map(reply) });
  };
  const shortcuts = () => replies.all().map(({ shortcut }) => shortcut);

  it('stand in the order of their shortcuts', () => {
    expect(replies.isKnown()).toBeFalse();
    answer('saludo', 'ánimo', 'precio');

    expect(shortcuts()).toEqual(['ánimo', 'precio', 'saludo']);
  });

  it('follow what others do with them', () => {
    answer('saludo');
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind: 'labels' });
    server.expectNone('/api/canned-replies');
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'cannedReplies' });
    answer('saludo', 'precio');

    expect(shortcuts()).toEqual(['precio', 'saludo']);
  });

  it('are gone as soon as they were removed', () => {
    answer('saludo', 'precio');
    replies.remove('saludo').subscribe();
    server.expectOne({ method: 'DELETE', url: '/api/canned-replies/saludo' }).flush(null);
    answer('precio');

    expect(shortcuts()).toEqual(['precio']);
  });
});
