import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import es from '../../../../public/i18n/bulk-messages/es.json';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { ClientClock } from './client-clock';

describe('ClientClock', () => {
  let clock: ClientClock;

  beforeEach(() => {
    // The 22nd has begun on Kiritimati, and it is still the 20th in Pago Pago: one is not at the browser's own day.
    jasmine.clock().install().mockDate(new Date('2026-11-21T10:30:00.000Z'));
    TestBed.configureTestingModule({ providers: [provideTestLanguages({ 'bulk-messages/es': es })] });
    TestBed.inject(TranslocoService).load('bulk-messages/es').subscribe();
    clock = TestBed.inject(ClientClock);
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jasmine.clock().uninstall();
  });

  it('goes by the days of the client, wherever the browser is', () => {
    clock.hear('Pacific/Kiritimati');
    expect(clock.today()).toBe('2026-11-22');
    expect(clock.isToday('2026-11-21T09:30:00.000Z')).toBeFalse();
    expect(clock.when('2026-11-21T22:00:00.000Z')).toBe('hoy a las 12:00');

    clock.hear('Pacific/Pago_Pago');
    expect(clock.today()).toBe('2026-11-20');
    expect(clock.isToday('2026-11-21T09:30:00.000Z')).toBeTrue();
    expect(clock.when('2026-11-21T22:00:00.000Z')).toBe('mañana a las 11:00');
    expect(clock.when('2026-11-22T22:00:00.000Z')).toBe('el domingo, 22 de noviembre a las 11:00');
  });

  it('says one o’clock as one does', () => {
    clock.hear('Pacific/Pago_Pago');

    expect(clock.when('2026-11-21T12:00:00.000Z')).toBe('mañana a la 1:00');
    expect(clock.when('2026-11-21T21:00:00.000Z')).toBe('mañana a las 10:00');
    expect(clock.when('2026-11-22T00:00:00.000Z')).toBe('mañana a las 13:00');
  });

  it('goes on to the next day by itself', () => {
    clock.hear('Pacific/Pago_Pago');
    jasmine.clock().tick(29 * 60_000);
    expect(clock.when('2026-11-21T22:00:00.000Z')).toBe('mañana a las 11:00');
    jasmine.clock().tick(60_000);

    expect(clock.when('2026-11-21T22:00:00.000Z')).toBe('hoy a las 11:00');
  });
});
