import { TestBed } from '@angular/core/testing';
import type { Subscription } from 'rxjs';
import { BrowserSignals } from './browser-signals';
import type { Wake } from './feed';

describe('BrowserSignals', () => {
  let wakes: Wake[];
  let watching: Subscription;
  let hidden: jasmine.Spy<() => boolean>;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-01-01T00:00:00Z'));
    hidden = spyOnProperty(document, 'hidden').and.returnValue(false);
    wakes = [];
    watching = TestBed.inject(BrowserSignals).wake$.subscribe((wake) => wakes.push(wake));
  });

  afterEach(() => {
    watching.unsubscribe();
    jasmine.clock().uninstall();
  });

  /** Timers stand still for this long, as when the lid is closed. */
  function sleep(seconds: number): void {
    jasmine.clock().mockDate(new Date(Date.now() + seconds * 1_000));
    jasmine.clock().tick(2_000);
  }

  it('wakes when the network is back', () => {
    window.dispatchEvent(new Event('online'));

    expect(wakes).toEqual([{ fresh: true }]);
  });

  it('wakes when the page is looked at again, not when it is hidden', () => {
    hidden.and.returnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(wakes).toEqual([]);

    hidden.and.returnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(wakes).toEqual([{ fresh: false }]);
  });

  it('wakes after the computer has slept, and only then', () => {
    jasmine.clock().tick(600_000);
    expect(wakes).toEqual([]);

    sleep(60);
    expect(wakes).toEqual([{ fresh: true }]);
    jasmine.clock().tick(60_000);
    expect(wakes.length).toBe(1);
  });

  it('does not take the slow timers of a hidden page for sleep', () => {
    hidden.and.returnValue(true);
    jasmine.clock().tick(2_000);
    for (let minute = 0; minute < 5; minute++) sleep(58);
    expect(wakes).toEqual([]);

    sleep(600);
    expect(wakes).toEqual([{ fresh: true }]);
  });

  it('tells whether there is a network', () => {
    const online = spyOnProperty(navigator, 'onLine').and.returnValue(true);
    const told: boolean[] = [];
    const following = TestBed.inject(BrowserSignals).online$.subscribe((is) => told.push(is));
    online.and.returnValue(false);
    window.dispatchEvent(new Event('offline'));
    online.and.returnValue(true);
    window.dispatchEvent(new Event('online'));
    following.unsubscribe();

    expect(told).toEqual([true, false, true]);
  });
});
