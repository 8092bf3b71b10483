import { TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import type { CampaignPause } from '#contract/bulk-campaigns';
import es from '../../../../public/i18n/bulk-messages/es.json';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { ClientClock } from '../campaigns/client-clock';
import { PauseWords } from './pause-words';

describe('PauseWords', () => {
  const untilEight: CampaignPause = { after: 20, resumesAt: '2026-11-21T13:00:00.000Z', by: 'warm_up' };

  beforeEach(() => {
    // Half past ten in the evening in Bogotá.
    jasmine.clock().install().mockDate(new Date('2026-11-21T03:30:00.000Z'));
    TestBed.configureTestingModule({
      providers: [provideTestLanguages({ 'bulk-messages/es': es }), provideTranslocoScope('bulk-messages')],
    });
    TestBed.inject(ClientClock).hear('America/Bogota');
  });

  afterEach(() => {
    TestBed.resetTestingModule();
    jasmine.clock().uninstall();
  });

  function say(pause: CampaignPause, begins?: string): () => string {
    const fixture = TestBed.createComponent(PauseWords);
    fixture.componentRef.setInput('pause', pause);
    fixture.componentRef.setInput('begins', begins);
    return () => {
      TestBed.tick();
      return (fixture.nativeElement as HTMLElement).textContent.trim();
    };
  }

  it('say how many leave today, and when the rest does', () => {
    const why = 'por el calentamiento del número.';

    expect(say(untilEight)()).toBe(`Hoy salen 20; el resto sigue mañana a las 8:00, ${why}`);
    expect(say({ ...untilEight, after: 1 })()).toBe(`Hoy sale 1; el resto sigue mañana a las 8:00, ${why}`);
  });

  it('do not say “today” of what begins on another day, or goes on today', () => {
    const later = { ...untilEight, resumesAt: '2026-11-22T13:00:00.000Z' };
    expect(say(later, untilEight.resumesAt)()).toContain('Ese día salen 20;');

    const soon: CampaignPause = { after: 20, resumesAt: '2026-11-21T04:00:00.000Z', by: 'quiet_hours' };
    expect(say(soon)()).toBe('Primero salen 20; el resto sigue hoy a las 23:00, por las horas de silencio.');
  });

  it('change with the day', () => {
    const words = say(untilEight);
    expect(words()).toContain('sigue mañana a las 8:00');
    jasmine.clock().tick(90 * 60_000);

    expect(words()).toContain('Primero salen 20; el resto sigue hoy a las 8:00');
  });
});
