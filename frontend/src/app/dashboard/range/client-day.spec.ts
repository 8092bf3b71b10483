import { TestBed } from '@angular/core/testing';
import { FakeRealtime, provideFakeRealtime } from '../../chat/testing/fake-realtime';
import { ClientDay } from './client-day';

describe('the day of the client', () => {
  let day: ClientDay;
  let realtime: FakeRealtime;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T04:30:00.000Z'));
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: [provideFakeRealtime(realtime)] });
    day = TestBed.inject(ClientDay);
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('is that of its time zone, wherever one looks from', () => {
    day.isIn('America/Bogota');
    expect(day.today()).toBe('2026-11-19');
    day.isIn('Europe/Madrid');
    expect(day.today()).toBe('2026-11-20');
  });

  it('ends at midnight there, by the server’s clock', () => {
    realtime.ahead = 60_000;
    day.isIn('America/Bogota');
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
