import { HttpErrorResponse } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { of, Subject, throwError } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import { FakeRealtime, provideFakeRealtime } from '../chat/testing/fake-realtime';
import { SignInStore } from '../sign-in';
import { CacheService, type ReadRules } from '.';
import { CACHE_SETTINGS } from './cache-settings';

describe('CacheService', () => {
  const ana: SignedInUser = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role: 'admin', clientCode: 'demo' };
  const luis: SignedInUser = { ...ana, id: 'u2', name: 'Luis' };
  const rules: ReadRules = { ttl: 60_000, tags: ['lines'], invalidatedBy: ['whatsapp_state', 'settings_changed'] };
  const user = signal<SignedInUser | null>(ana);
  let realtime: FakeRealtime;
  let cache: CacheService;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date(0));
    user.set(ana);
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({
      providers: [
        provideFakeRealtime(realtime),
        { provide: SignInStore, useValue: { user } },
        { provide: CACHE_SETTINGS, useValue: { capacity: 3, now: () => Date.now() } },
      ],
    });
    cache = TestBed.inject(CacheService);
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function fill(key: string, value = 'held'): void {
    cache.read(key, () => of(value), rules).subscribe();
  }

  /** Whether a read of the key finds a fresh answer, a stale one or none. */
  function found(key = 'a'): 'fresh' | 'stale' | 'none' {
    const held = cache.peek(key);
    return held ? (held.stale ? 'stale' : 'fresh') : 'none';
  }

  it('gives what is held, and renews it when its time is over', () => {
    fill('a', 'one');
    jasmine.clock().tick(60_000);
    const told: unknown[] = [];
    cache.read('a', () => of('two'), rules).subscribe((cached) => told.push(cached));

    expect(told).toEqual([
      { value: 'one', stale: true },
      { value: 'two', stale: false },
    ]);
  });

  it('is told by realtime events what is no longer true', () => {
    fill('a');
    realtime.emit('contact_removed', { clientCode: 'demo', at: '', contactId: 'p1' });
    expect(found()).toBe('fresh');

    realtime.emit('settings_changed', { clientCode: 'demo', at: '', kind: 'users' });
    expect(found()).toBe('stale');
  });

  it('has an answer invalidated before those who heard of the event after it was made', () => {
    const seen: string[] = [];
    realtime.on('settings_changed').subscribe(() => seen.push(found()));
    fill('a');

    realtime.emit('settings_changed', { clientCode: 'demo', at: '', kind: 'users' });

    expect(seen).toEqual(['stale']);
  });

  it('is told by its users what is no longer true', () => {
    fill('a');
    cache.invalidate('a');
    expect(found()).toBe('stale');

    fill('b');
    cache.invalidateTag('lines');
    expect(found('b')).toBe('stale');
  });

  it('holds as many answers as it is set to', () => {
    for (const key of ['a', 'b', 'c', 'd']) fill(key);

    expect(['a', 'b', 'c', 'd'].map(found)).toEqual(['none', 'fresh', 'fresh', 'fresh']);
  });

  it('is empty when the log starts over, and what was under way stays with those who asked', () => {
    const answer = new Subject<string>();
    const told: string[] = [];
    fill('a');
    cache.read('b', () => answer, rules).subscribe(({ value }) => told.push(value));

    realtime.startOver$.next();
    answer.next('late');

    expect(found('a')).toBe('none');
    expect(found('b')).toBe('none');
    expect(told).toEqual(['late']);
  });

  it('is empty for somebody else at once, and for nobody', () => {
    fill('a');
    user.set(luis);
    expect(found()).toBe('none');

    fill('a');
    user.set(null);
    TestBed.tick();
    user.set(luis);
    expect(found()).toBe('none');
  });

  it('stays filled when the same person is told anew', () => {
    fill('a');
    user.set({ ...ana, name: 'Ana María' });
    TestBed.tick();

    expect(found()).toBe('fresh');
  });

  it('tells nobody what somebody else had asked for', () => {
    const answer = new Subject<string>();
    const told: string[] = [];
    cache
      .read('a', () => answer, rules)
      .subscribe({
        next: ({ value }) => told.push(value),
        complete: () => told.push('end'),
      });

    user.set(luis);
    TestBed.tick();
    answer.next('of Ana');

    expect(told).toEqual(['end']);
    expect(found()).toBe('none');
  });

  describe('when the server does not answer', () => {
    const unanswered = () => throwError(() => new HttpErrorResponse({ status: 0 }));

    /** Reads where something stale is held and the server is out of reach, and is asked again later. */
    function readStale(): string[] {
      const told: string[] = [];
      fill('a', 'one');
      cache.invalidate('a');
      let tries = 0;
      cache
        .read('a', () => (tries++ === 0 ? unanswered() : of('two')), rules)
        .subscribe(({ value }) => told.push(value));
      return told;
    }

    it('shows what is held and tries again after a while', () => {
      const told = readStale();
      expect(told).toEqual(['one']);

      jasmine.clock().tick(5_000);

      expect(told).toEqual(['one', 'two']);
    });

    it('tries again as soon as the connection is back', () => {
      realtime.connectionIs('offline');
      TestBed.tick();
      const told = readStale();
      TestBed.tick();
      expect(told).toEqual(['one']);

      realtime.connectionIs('polling');
      TestBed.tick();

      expect(told).toEqual(['one', 'two']);
    });

    it('does not wait for what is gone', () => {
      fill('a');
      cache.invalidate('a');
      const failed = jasmine.createSpy('failed');
      cache
        .read('a', () => throwError(() => new HttpErrorResponse({ status: 404 })), rules)
        .subscribe({ error: failed });

      expect(failed).toHaveBeenCalledTimes(1);
      expect(found()).toBe('none');
    });
  });
});
