import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { Colleagues } from './colleagues';

describe('Colleagues', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let colleagues: Colleagues;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    colleagues = TestBed.inject(Colleagues);
    TestBed.tick();
  });

  function answer(...people: [id: string, name: string][]): void {
    const items = people.map(([id, name]) => ({ id, name, role: 'agent', active: true }));
    server.expectOne('/api/users').flush({ items });
  }

  it('are known by name once they are fetched', () => {
    expect(colleagues.nameOf('u2')).toBeNull();

    answer(['u1', 'Ana'], ['u2', 'Luis']);

    expect(colleagues.nameOf('u2')).toBe('Luis');
    expect(colleagues.nameOf('u9')).toBeNull();
    expect(colleagues.nameOf(undefined)).toBeNull();
  });

  it('are fetched again when one of them changes', () => {
    answer(['u2', 'Luis']);

    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind: 'labels' });
    server.expectNone('/api/users');
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'users' });
    answer(['u2', 'Luis Ángel']);

    expect(colleagues.nameOf('u2')).toBe('Luis Ángel');
  });

  it('are fetched again when everything starts over, and keep their names meanwhile', () => {
    answer(['u2', 'Luis']);

    realtime.startOver$.next();

    expect(colleagues.nameOf('u2')).toBe('Luis');
    answer(['u3', 'Carla']);
    expect(colleagues.nameOf('u2')).toBeNull();
  });
});
