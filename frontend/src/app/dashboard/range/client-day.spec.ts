import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FakeRealtime, provideFakeRealtime } from '../../chat/testing/fake-realtime';
import { SignInStore } from '../../sign-in';
import { ClientDay } from './client-day';

describe('the day of the client', () => {
  let day: ClientDay;
  let realtime: FakeRealtime;
  const user = signal({ timeZone: 'UTC' });

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T04:30:00.000Z'));
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({
      providers: [provideFakeRealtime(realtime), { provide: SignInStore, useValue: { user } }],
    });
    day = TestBed.inject(ClientDay);
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('is that of its time zone, wherever one looks from', () => {
    user.set({ timeZone: 'America/Bogota' });
    expect(day.today()).toBe('2026-11-19');
    user.set({ timeZone: 'Europe/Madrid' });
    expect(day.today()).toBe('2026-11-20');
  });

  it('ends at midnight there, by the server’s clock', () => {
    realtime.ahead = 60_000;
    user.set({ timeZone: 'America/Bogota' });
    TestBed.tick();
    for (let minute = 0; minute < 28; minute++) {
      jasmine.clock().tick(60_000);
      TestBed.tick();
    }
    expect(day.today()).toBe('2026-11-19');
    jasmine.clock().tick(61_000);
    TestBed.tick();
    expect(day.today()).toBe('2026-11-20');
  });
});
