import { TestBed } from '@angular/core/testing';
import type { BulkCampaign, CampaignLine } from '#contract/bulk-campaigns';
import { PACES } from '#contract/campaign-rules';
import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, progressOf, testCampaign } from '../testing/test-campaign';
import { paceFaults } from './pace-faults';

describe('the pace of a draft', () => {
  const draft = testCampaign({ counts: countsOf({ pending: 50 }) });
  const { careful, fast } = PACES['whatsapp-web'];
  let screen: BulkScreen;

  beforeEach(async () => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T15:00:00.000Z'));
    screen = new BulkScreen();
    await screen.openCampaign(draft, 'pace');
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  async function expectSaved(pace: unknown): Promise<void> {
    jasmine.clock().tick(600);
    await screen.settled();
    const request = screen.expect('PATCH', '/api/bulk-campaigns/c1');
    expect(request.request.body).toEqual({ pace });
    request.flush({ campaign: { ...draft, version: 2, pace } });
    await screen.settled();
  }

  it('says what each risks, and keeps quiet hours when another is chosen', async () => {
    expect(screen.text('.risk')).toContain('Riesgo bajo.');
    screen.field('Rápido').click();
    await screen.settled();

    expect(screen.text('.risk')).toContain('Riesgo alto. WhatsApp bloquea números que escriben así');
    await expectSaved(fast);
  });

  it('takes figures of one’s own within what the line allows', async () => {
    screen.field('A mi medida').click();
    await screen.settled();
    await screen.type('Pausa más corta', '1');
    expect(screen.field('Pausa más corta').getAttribute('aria-invalid')).toBe('true');
    await screen.type('Pausa más corta', '5');
    await screen.type('Por día', '120');

    expect(screen.page.querySelector('[aria-invalid=true]')).toBeNull();
    await expectSaved({ ...careful, profile: 'own', gapSeconds: { from: 5, to: 90 }, perDay: 120 });
  });

  it('says that figures which are not possible are not saved, and keeps them until they are or are left behind', async () => {
    screen.field('A mi medida').click();
    await screen.settled();
    await screen.type('Pausa más corta', '1');
    await screen.type('Por minuto, como mucho', '');
    await screen.type('Por día, como mucho', '99999');
    expect(screen.page.querySelectorAll('[aria-invalid=true]').length).toBe(3);
    expect(screen.text('app-step-footer')).toContain('No está guardado: corrige lo marcado.');
    expect(screen.text()).toContain('Cuando el ritmo sea posible, aquí verás cuándo termina.');
    await expectSaved({ ...careful, profile: 'own' });
    expect(screen.field('Pausa más corta').value).toBe('1');

    await screen.click('Revisar y enviar');
    expect(screen.url).toContain('/pace');
    expect(document.activeElement).toBe(screen.field('Pausa más corta'));
    screen.page.querySelectorAll<HTMLElement>('app-draft-steps a')[1]?.click();
    await screen.settled();
    expect(screen.text('app-confirm-dialog')).toContain('¿Salir sin guardar?');
    await screen.click('Cancelar');

    await screen.type('Pausa más corta', '30');
    await screen.type('Por minuto, como mucho', '2');
    await screen.type('Por día, como mucho', '150');
    await expectSaved({ ...careful, profile: 'own', perDay: 150 });
    expect(screen.text('app-step-footer')).toContain('Guardado');
  });

  it('wants both quiet hours, and two that differ', async () => {
    await screen.type('Desde', '');
    screen.field('Desde').dispatchEvent(new Event('blur'));
    await screen.settled();
    expect(screen.text('#pace-quiet-note')).toBe('Escribe las dos horas, o quita la marca.');
    expect(screen.field('Desde').getAttribute('aria-invalid')).toBe('true');
    expect(screen.text('app-step-footer')).toContain('No está guardado');
    await screen.type('Desde', '08:00');
    expect(screen.text('#pace-quiet-note')).toContain('Es dos veces la misma hora: así no habría silencio.');
    expect(screen.field('Hasta').getAttribute('aria-invalid')).toBe('true');
    await screen.type('Desde', '22:00');

    expect(screen.text('#pace-quiet-note')).toBe('');
    await expectSaved({ ...careful, quietHours: { from: '22:00', to: '08:00' } });
  });

  it('speaks of one message as of one, and of no pauses as of none', async () => {
    const one = { ...draft, counts: countsOf({ pending: 1 }) };
    TestBed.resetTestingModule();
    screen = new BulkScreen();
    await screen.openCampaign(one, 'pace', { kind: 'cloud-api' });

    expect(screen.text('app-end-estimate')).toContain('1 mensaje: terminará hacia el');
    expect(screen.texts('.profile')[2]).toMatch(/^Rápido Sin pausas, hasta /);
  });

  const estimate = () => screen.text('app-end-estimate');

  it('says when it will be over, and keeps a later start with the draft', async () => {
    expect(estimate()).toContain('50 mensajes: terminará hacia el 21 nov 2026');
    screen.field('Más tarde').click();
    await screen.settled();
    await screen.type('Fecha y hora', '2026-12-24T12:00');
    expect(estimate()).toContain('dic 2026');
    jasmine.clock().tick(600);
    await screen.settled();
    const request = screen.expect('PATCH', '/api/bulk-campaigns/c1');
    // Noon of the client's, who is in Bogotá.
    expect(request.request.body).toEqual({ startAt: '2026-12-24T17:00:00.000Z' });
    request.flush({ campaign: { ...draft, version: 2, startAt: '2026-12-24T17:00:00.000Z' } });
    await screen.settled();

    expect(screen.field('Fecha y hora').value).toBe('2026-12-24T12:00');
  });

  it('takes no time that has passed, such as those that stand there while a year is typed', async () => {
    screen.field('Más tarde').click();
    await screen.settled();
    for (const year of ['0002', '0020', '0202']) {
      await screen.type('Fecha y hora', `${year}-12-24T12:00`);
      expect(screen.field('Fecha y hora').value).toBe(`${year}-12-24T12:00`);
      expect(screen.text('#start-at-note')).toBe('Esa hora ya pasó. Elige una que esté por venir.');
    }
    await screen.type('Fecha y hora', '2027-12-24T12:00');
    expect(screen.text('#start-at-note')).toBe('');
    jasmine.clock().tick(600);
    await screen.settled();

    const request = screen.expect('PATCH', '/api/bulk-campaigns/c1');
    expect(request.request.body).toEqual({ startAt: '2027-12-24T17:00:00.000Z' });
    expect(screen.field('Fecha y hora').max.length).toBe('2027-12-24T12:00'.length);
  });

  it('keeps what is being chosen, whatever else happens to the draft meanwhile', async () => {
    screen.field('Más tarde').click();
    screen.field('Rápido').click();
    await screen.settled();
    await screen.type('Fecha y hora', '2026-12-24T12:00');
    screen.realtime.emit('bulk_message_progress', progressOf({ ...draft, version: 2, name: 'Otro' }, true));
    await screen.settled();

    expect(screen.field('Fecha y hora').value).toBe('2026-12-24T12:00');
    expect(screen.field('Rápido').checked).toBeTrue();
  });

  it('shows the start that was chosen before', async () => {
    TestBed.resetTestingModule();
    screen = new BulkScreen();
    await screen.openCampaign({ ...draft, startAt: '2026-12-24T17:00:00.000Z' }, 'pace');

    expect(screen.field('Fecha y hora').value).toBe('2026-12-24T12:00');
  });

  it('says what the warm-up puts off until when', () => {
    expect(estimate()).toContain('Hoy salen 20; el resto sigue mañana a las 8:00, por el calentamiento del número.');
  });

  async function openWith(given: Partial<BulkCampaign>, use: Partial<CampaignLine> = {}): Promise<void> {
    TestBed.resetTestingModule();
    screen = new BulkScreen();
    await screen.openCampaign({ ...draft, ...given }, 'pace', {}, use);
  }

  it('says so by what the line has sent already', async () => {
    await openWith({}, { sentToday: 20 });

    expect(estimate()).toContain('La línea ya envió lo que permite hoy su calentamiento: empieza mañana a las 8:00.');
    expect(estimate()).toContain('Ese día salen 40; el resto sigue el domingo, 22 de noviembre a las 8:00');
  });

  it('says what the cap of the day and the quiet hours put off', async () => {
    await openWith({ pace: { ...careful, warmUp: false, perDay: 30 } });
    expect(estimate()).toContain('Hoy salen 30; el resto sigue mañana a las 8:00, por el tope del día.');
    const quietHours = { from: '10:30', to: '15:00' };
    await openWith({ pace: { ...careful, warmUp: false, quietHours } });
    expect(estimate()).toContain('Primero salen 31; el resto sigue hoy a las 15:00, por las horas de silencio.');
    await openWith({ pace: { ...careful, warmUp: false, quietHours: { from: '09:00', to: '15:00' } } });

    expect(estimate()).toContain('Empieza hoy a las 15:00, cuando acaban las horas de silencio.');
  });

  it('names the time zone where it is not the one of this computer', async () => {
    await openWith({}, { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    expect(screen.text('app-time-zone-note')).toBe('');
    await openWith({}, { timeZone: 'Pacific/Kiritimati' });

    expect(screen.text('app-time-zone-note')).toMatch(/^Las horas son las de tu empresa: .+\(GMT\+14\)\.$/);
  });

  it('rests at no hour where somebody wants that', async () => {
    screen.field('Horas de silencio').click();
    await screen.settled();

    await expectSaved({ ...careful, quietHours: null });
    expect(screen.page.querySelector('[type=time]')).toBeNull();
  });
});

describe('paceFaults', () => {
  const { careful } = PACES['whatsapp-web'];

  it('names the figures that are not possible', () => {
    expect(paceFaults(careful, 'whatsapp-web')).toEqual([]);
    expect(paceFaults({ ...careful, gapSeconds: { from: 10, to: 5 } }, 'whatsapp-web')).toEqual(['to']);
    expect(paceFaults({ ...careful, gapSeconds: { from: NaN, to: 5 } }, 'whatsapp-web')).toEqual(['from', 'to']);
    expect(paceFaults({ ...careful, perMinute: 21, perDay: 1.5 }, 'whatsapp-web')).toEqual(['perMinute', 'perDay']);
    expect(paceFaults({ ...careful, perMinute: 21 }, 'cloud-api')).toEqual([]);
    expect(paceFaults({ ...careful, perDay: NaN }, 'cloud-api')).toEqual(['perDay']);
    expect(paceFaults({ ...careful, quietHours: { from: '', to: '' } }, 'whatsapp-web')).toEqual([
      'quietFrom',
      'quietTo',
    ]);
    const same = { from: '08:00', to: '08:00' };
    expect(paceFaults({ ...careful, quietHours: same }, 'whatsapp-web')).toEqual(['quietSame']);
    expect(paceFaults({ ...careful, quietHours: null }, 'whatsapp-web')).toEqual([]);
  });
});
