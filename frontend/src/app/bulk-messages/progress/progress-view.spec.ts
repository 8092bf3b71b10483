import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, progressOf, testCampaign, testRecipient } from '../testing/test-campaign';

describe('a campaign that was started', () => {
  const running = testCampaign({
    status: 'running',
    startedAt: '2026-11-20T10:00:00.000Z',
    counts: countsOf({ pending: 2, read: 1 }),
    etaSeconds: 7_200,
  });
  let screen: BulkScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    screen = new BulkScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  const recipients = [
    testRecipient({ status: 'read', conversationId: 'v1', answeredAt: '2026-11-20T10:05:00.000Z' }),
    testRecipient({ id: 'r2', name: '', phoneNumber: '573001234568' }),
    testRecipient({ id: 'r3', name: 'Ana', phoneNumber: '573001234569' }),
  ];

  async function open(campaign = running, items = recipients, reasons: unknown[] = []): Promise<void> {
    await screen.openCampaign(campaign);
    jasmine.clock().tick(0);
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items, nextCursor: null });
    screen.expect('GET', '/api/bulk-campaigns/c1/reasons').flush({ items: reasons });
    await screen.settled();
    // The list measures itself in the next frame.
    jasmine.clock().tick(50);
    await screen.settled();
  }

  async function tell(campaign: typeof running, whole = false): Promise<void> {
    screen.realtime.emit('bulk_message_progress', progressOf(campaign, whole));
    await screen.settled();
  }

  it('says how far it is, and follows it', async () => {
    await open();
    expect(screen.text('.situation')).toBe('Tiempo que falta: 2 horas');
    expect(screen.text('.facts')).toContain('1 de 3');
    expect(screen.texts('app-status-legend button')).toContain('1 Leídos');

    await tell({ ...running, counts: countsOf({ pending: 1, read: 2 }), answered: 1 });

    expect(screen.text('.facts')).toContain('2 de 3');
    expect(screen.text('.facts')).toContain('Respondieron: 1');
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: recipients, nextCursor: null });
  });

  it('says how many leave in a minute, once enough was seen', async () => {
    await open();
    expect(screen.text('.facts')).not.toContain('por minuto');
    jasmine.clock().tick(30_000);

    await tell({ ...running, counts: countsOf({ pending: 1, read: 2 }) });

    expect(screen.text('.facts')).toContain('2 por minuto');
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: recipients, nextCursor: null });
  });

  it('says what it waits for', async () => {
    await open({ ...running, waiting: { for: 'quiet_hours', until: null } });

    expect(screen.text('.situation')).toBe('Espera a que terminen las horas de silencio');
  });

  it('says how many still leave today, when the rest goes on, and when it is over', async () => {
    const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString();
    const pause = { after: 18, resumesAt: tomorrow, by: 'warm_up' as const };
    await open({ ...running, etaSeconds: 100_000, pause });
    expect(screen.text('.outlook')).toMatch(
      /^Hoy salen 18; el resto sigue mañana a las .+, por el calentamiento del número\. Terminará hacia el /,
    );
    await tell({ ...running, etaSeconds: 100_000, pause: { ...pause, after: 0 } });
    expect(screen.text('.outlook')).toMatch(
      /^Hoy les toca a otros envíos de la línea; este sigue mañana a las .+, por el/,
    );
    await tell({ ...running, etaSeconds: 90, pause: null });
    expect(screen.page.querySelector('.outlook')).toBeNull();
    const until = new Date(Date.now() + 24 * 3_600_000).toISOString();
    const later = new Date(Date.now() + 48 * 3_600_000).toISOString();
    const held = { ...running, version: 2, waiting: { for: 'daily_cap' as const, until } };
    await tell({ ...held, pause: { after: 40, resumesAt: later, by: 'daily_cap' } }, true);

    expect(screen.text('.situation')).toContain('Ya salieron los mensajes de hoy: sigue mañana a las');
    expect(screen.text('.outlook')).toContain('Ese día salen 40; el resto sigue el');
  });

  it('is paused and resumed', async () => {
    await open();
    await screen.click('Pausar');
    screen
      .expect('POST', '/api/bulk-campaigns/c1/pause')
      .flush({ campaign: { ...running, version: 2, status: 'paused' } });
    await screen.settled();
    expect(screen.text('.situation')).toBe('En pausa: nada sale hasta que alguien lo reanude');

    await screen.click('Reanudar');
    screen.expect('POST', '/api/bulk-campaigns/c1/resume').flush({ campaign: { ...running, version: 3 } });
    await screen.settled();

    expect(screen.text('.situation')).toBe('Tiempo que falta: 2 horas');
  });

  it('is cancelled once somebody has said so twice', async () => {
    await open();
    await screen.click('Cancelar el envío');
    expect(screen.text('app-confirm-dialog')).toContain('A los 2 que faltan no les llegará.');
    expect(screen.texts('app-confirm-dialog button')).toEqual(['No cancelar', 'Cancelar el envío']);
    screen.page.querySelector<HTMLButtonElement>('app-confirm-dialog .button-danger')?.click();
    await screen.settled();
    screen.expect('POST', '/api/bulk-campaigns/c1/cancel').flush({
      campaign: {
        ...running,
        version: 2,
        status: 'cancelled',
        finishedAt: '2026-11-20T11:00:00.000Z',
        counts: countsOf({ skipped: 2, read: 1 }),
      },
    });
    await screen.settled();

    expect(screen.text('.situation')).toContain('Cancelado el');
    expect(screen.texts('.actions .button')).toEqual(['Exportar CSV']);
    expect(document.activeElement).toBe(screen.button('Exportar CSV'));
    expect(screen.text('.facts')).toContain('1 de 3');
    const skipped = screen.page.querySelector('app-campaign-bar [data-status=skipped]');
    expect(skipped && getComputedStyle(skipped).backgroundImage).toBe('none');
    jasmine.clock().tick(3_000);
    await screen.settled();
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: recipients, nextCursor: null });
    screen.expect('GET', '/api/bulk-campaigns/c1/reasons').flush({ items: [] });
  });

  it('says why it stopped by itself, and what to do', async () => {
    await open({ ...running, status: 'stopped', stopped: 'opt_outs' });

    expect(screen.text('.stopped')).toContain('demasiadas personas pidieron no recibir más');
    expect(screen.text('.stopped')).toContain('No lo reanudes');
    expect(screen.page.querySelector('.stopped')?.getAttribute('role')).toBe('alert');
  });

  it('says why some did not get it, with what to do about each reason', async () => {
    const failed = { ...running, status: 'completed' as const, counts: countsOf({ read: 1, failed: 5 }) };
    const reasons = [
      { status: 'failed', reason: 'undeliverable', count: 3 },
      { status: 'failed', reason: 'of_tomorrow', count: 2 },
    ];
    await open(failed, recipients, reasons);

    const [known, unknown] = screen.texts('app-reason-list li');
    expect(known).toContain('3 · No se pudo entregar');
    expect(unknown).toContain('2 · No se pudo enviar');
    expect(unknown).toContain('of_tomorrow');

    await screen.click('Reintentar los fallidos');
    screen.page.querySelector<HTMLButtonElement>('app-confirm-dialog .button-danger')?.click();
    await screen.settled();
    screen
      .expect('POST', '/api/bulk-campaigns/c1/retry-failed')
      .flush({ campaign: { ...failed, version: 2, status: 'running', counts: countsOf({ read: 1, pending: 5 }) } });
    await screen.settled();

    expect(screen.text('.facts')).toContain('1 de 6');
    jasmine.clock().tick(3_000);
    await screen.settled();
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: recipients, nextCursor: null });
    screen.expect('GET', '/api/bulk-campaigns/c1/reasons').flush({ items: [] });
    await screen.settled();
    expect(screen.page.querySelector('app-reason-list li')).toBeNull();
  });

  it('lists its recipients, all or those in one state', async () => {
    await open();
    const rows = screen.texts('app-recipient-list .row');
    expect(rows[0]).toContain('Luz Marina');
    expect(rows[0]).toContain('Leído Respondió');
    expect(screen.page.querySelector('.row a')?.getAttribute('href')).toBe('/chat/v1');

    screen.page.querySelectorAll<HTMLButtonElement>('app-status-legend button')[1]?.click();
    await screen.settled();
    const request = screen.expect('GET', '/api/bulk-campaigns/c1/recipients');
    expect(request.request.params.get('status')).toBe('read');
    request.flush({ items: [], nextCursor: null });
    await screen.settled();

    expect(screen.text('app-recipient-list')).toContain('Nadie está en este estado');
  });

  it('leaves the results as a file', async () => {
    await open();

    expect(screen.button('Exportar CSV').getAttribute('href')).toBe('/api/bulk-campaigns/c1/export.csv?language=es');
  });

  it('gets another pace while it runs', async () => {
    await open();
    await screen.click('Cambiar el ritmo');
    screen.field('Normal').click();
    await screen.settled();
    await screen.click('Guardar el ritmo');
    const request = screen.expect('PATCH', '/api/bulk-campaigns/c1');
    expect((request.request.body as { pace: { profile: string } }).pace.profile).toBe('normal');
    request.flush({ campaign: { ...running, version: 2 } });
    await screen.settled();
  });

  it('keeps its pace where another one is not possible', async () => {
    await open();
    await screen.click('Cambiar el ritmo');
    screen.field('A mi medida').click();
    await screen.settled();
    await screen.type('Por minuto, como mucho', '');
    await screen.type('Por día, como mucho', '200');
    await screen.click('Guardar el ritmo');

    expect(screen.button('Guardar el ritmo').getAttribute('aria-disabled')).toBe('true');
    expect(document.activeElement).toBe(screen.field('Por minuto, como mucho'));
  });

  it('says of one that is scheduled what its review has said', async () => {
    jasmine.clock().mockDate(new Date('2026-11-20T15:00:00.000Z'));
    // Ten in the evening of Bogotá, within the quiet hours.
    const startAt = '2026-11-21T03:00:00.000Z';
    await open({ ...running, status: 'scheduled', startedAt: null, startAt, counts: countsOf({ pending: 30 }) });

    expect(screen.text('.situation')).toBe('Programado para hoy a las 22:00');
    expect(screen.text('.outlook')).toMatch(
      /^Empieza mañana a las 8:00, cuando acaban las horas de silencio\. Ese día salen 20; .+ 30 mensajes: terminará /,
    );
  });

  it('says when it is over where all of the rest fits into another day', async () => {
    const until = new Date(Date.now() + 10 * 3_600_000).toISOString();
    await open({ ...running, waiting: { for: 'daily_cap', until }, etaSeconds: 40_000 });

    expect(screen.text('.outlook')).toMatch(/^Terminará hacia el .+\.$/);
  });

  it('sends nobody to a page that is for administrators only', async () => {
    await open(running, recipients, [{ status: 'skipped', reason: 'opted_out', count: 1 }]);

    expect(screen.text('app-reason-list li')).toContain('Los administradores ven quiénes son en Ajustes, en Bajas.');
  });

  it('that is gone says so', async () => {
    await screen.open('/bulk-messages/c9');
    screen.answerLines();
    screen
      .expect('GET', '/api/bulk-campaigns/c9')
      .flush({ type: 'not-found' }, { status: 404, statusText: 'Not Found' });
    await screen.settled();

    expect(screen.text()).toContain('Este envío ya no existe');
  });
});
