import { HttpTestingController } from '@angular/common/http/testing';
import type { WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../chat/testing/provide-chat-testing';
import { SignInStore } from '../sign-in';
import { Followed } from './followed';

describe('Followed', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let followed: Followed<string>;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    followed = follow();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function follow(operators = false): Followed<string> {
    const made = TestBed.runInInjectionContext(
      () => new Followed<string>({ key: 'colour', path: '/colour', kind: 'colours', operators }),
    );
    TestBed.tick();
    return made;
  }

  function signIn(user: SignedInUser | null): void {
    (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set(user);
    TestBed.tick();
  }

  const answer = (value: string) => {
    server.expectOne('/api/colour').flush(value);
  };
  const change = (kind: string) => {
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind });
  };

  it('is read at once, and again when it was changed', () => {
    expect(followed.value()).toBeUndefined();
    answer('red');
    expect(followed.value()).toBe('red');

    change('shapes');
    server.expectNone('/api/colour');
    change('colours');
    expect(followed.value()).toBe('red');
    answer('blue');

    expect(followed.value()).toBe('blue');
  });

  it('says where in the log it was read, so that a change just after that is not missed', () => {
    const settings = TestBed.runInInjectionContext(
      () => new Followed({ key: 'shape', path: '/shape', kind: 'shapes' }),
    );
    TestBed.tick();
    server.expectOne('/api/shape').flush({ shape: 'round', epoch: 'e1', seq: 7 });

    expect(settings.value()).toEqual({ shape: 'round', epoch: 'e1', seq: 7 });
    expect(realtime.snapshots).toEqual([7]);
  });

  it('is read again when everything starts over', () => {
    answer('red');
    realtime.startOver$.next();
    expect(followed.value()).toBe('red');
    answer('blue');

    expect(followed.value()).toBe('blue');
  });

  it('says that the server does not answer, and asks it again all the same', () => {
    server.expectOne('/api/colour').error(new ProgressEvent('error'));
    expect(followed.failed()).toBeTrue();

    jasmine.clock().tick(5_000);
    answer('red');

    expect(followed.failed()).toBeFalse();
    expect(followed.value()).toBe('red');
  });

  it('is asked for at once when a person wants to', () => {
    server.expectOne('/api/colour').error(new ProgressEvent('error'));
    followed.renew();
    expect(followed.failed()).toBeFalse();
    answer('red');

    expect(followed.value()).toBe('red');
  });

  it('goes on showing what it was while the server does not answer', () => {
    answer('red');
    change('colours');
    server.expectOne('/api/colour').error(new ProgressEvent('error'));

    expect(followed.value()).toBe('red');
    expect(followed.failed()).toBeFalse();
  });

  it('takes no answer from before a change of its own', () => {
    answer('red');
    change('colours');
    const before = server.expectOne('/api/colour');
    const changing = new Subject<string>();
    followed.whileChanging(changing).subscribe();
    expect(before.cancelled).toBeTrue();

    changing.next('done');
    changing.complete();
    answer('blue');

    expect(followed.value()).toBe('blue');
  });

  it('is read once after several changes', () => {
    answer('red');
    const changes = [new Subject<string>(), new Subject<string>()];
    for (const changing of changes) followed.whileChanging(changing).subscribe();
    change('colours');
    changes[0]?.complete();
    server.expectNone('/api/colour');
    changes[1]?.complete();
    answer('blue');

    expect(followed.value()).toBe('blue');
  });

  it('is read again after a change that failed: it may be gone', () => {
    answer('red');
    const changing = new Subject<string>();
    const failed = jasmine.createSpy('failed');
    followed.whileChanging(changing).subscribe({ error: failed });
    changing.error(new Error('gone'));
    answer('blue');

    expect(failed).toHaveBeenCalled();
    expect(followed.value()).toBe('blue');
  });

  it('is nobody else’s', () => {
    answer('red');
    signIn({ ...signedInUser, id: 'u2', clientCode: 'other' });
    expect(followed.value()).toBeUndefined();
    answer('blue');
    expect(followed.value()).toBe('blue');

    signIn(null);
    expect(followed.value()).toBeUndefined();
    server.verify();
  });

  it('belongs to operators only where it is said so', () => {
    answer('red');
    signIn({ ...signedInUser, id: 'o1', role: 'operator', clientCode: null });
    server.expectNone('/api/colour');

    const theirs = follow(true);
    answer('blue');
    expect(theirs.value()).toBe('blue');
  });
});
