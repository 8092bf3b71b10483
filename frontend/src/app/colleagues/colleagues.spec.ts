import { HttpTestingController } from '@angular/common/http/testing';
import type { WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../chat/testing/provide-chat-testing';
import { SignInStore } from '../sign-in';
import { Colleagues } from './colleagues';

describe('Colleagues', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let colleagues: Colleagues;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    colleagues = TestBed.inject(Colleagues);
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function signIn(user: SignedInUser | null): void {
    (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set(user);
    TestBed.tick();
  }

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

  it('are asked for again until the server answers', () => {
    server.expectOne('/api/users').error(new ProgressEvent('error'));
    jasmine.clock().tick(5_000);
    server.expectOne('/api/users').error(new ProgressEvent('error'));
    jasmine.clock().tick(10_000);
    answer(['u2', 'Luis']);

    expect(colleagues.nameOf('u2')).toBe('Luis');
  });

  it('are followed although an answer was refused once', () => {
    server.expectOne('/api/users').flush(null, { status: 403, statusText: 'Forbidden' });

    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'users' });
    answer(['u2', 'Luis']);

    expect(colleagues.nameOf('u2')).toBe('Luis');
  });

  it('are nobody to somebody else until they are fetched for them', () => {
    answer(['u2', 'Luis']);

    signIn({ ...signedInUser, id: 'u7', clientCode: 'other' });
    expect(colleagues.nameOf('u2')).toBeNull();
    answer(['u8', 'Eva']);

    expect(colleagues.nameOf('u2')).toBeNull();
    expect(colleagues.nameOf('u8')).toBe('Eva');
  });
});
