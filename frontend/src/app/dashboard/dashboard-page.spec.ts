import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { someStats, statsUpdated } from '../figures/testing/figures-fixtures';
import { testSession } from '../whatsapp-sessions/testing/test-session';
import { ClientDay } from './range/client-day';
import { DashboardScreen } from './testing/dashboard-screen';
import { aPoint, aReport, someTotals } from './testing/test-report';

describe('the panel', () => {
  const REPORT = '/stats/report';
  let screen: DashboardScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T19:30:00.000Z'));
    screen = new DashboardScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  const report = aReport({
    totals: someTotals({
      received: 120,
      sent: 90,
      delivered: 81,
      read: 45,
      firstReplies: { answered: 9, median: 130, p90: 600 },
    }),
    before: {
      ...aReport().before,
      totals: someTotals({
        received: 100,
        sent: 90,
        delivered: 85,
        firstReplies: { answered: 9, median: 160, p90: 600 },
      }),
      conversations: { openConversations: 12, unassigned: 3, unread: 0, waiting: 4 },
    },
    points: [
      aPoint('2026-11-20T05:00:00.000Z', {
        conversations: { openConversations: 15, unassigned: 2, unread: 0, waiting: 9 },
      }),
    ],
    agents: [{ userId: 'u2', name: 'Luis', sent: 60, failed: 0, firstReplies: { answered: 5, median: 100, p90: 300 } }],
  });

  async function open(path = '/dashboard'): Promise<void> {
    await screen.open(path);
    await screen.answerLines([testSession({ state: 'open' })]);
  }

  it('is a skeleton, then figures beside those of yesterday in words', async () => {
    await open();
    expect(screen.page.querySelector('app-skeleton')).not.toBeNull();
    await screen.answer(REPORT, report);

    expect(screen.tile('Mensajes recibidos')).toContain('120 20% más ayer a esta hora: 100');
    expect(screen.tile('Mensajes enviados')).toContain('90 Igual ayer a esta hora: 90');
    expect(screen.tile('Conversaciones abiertas')).toContain('15 3 más ayer a esta hora: 12');
    expect(screen.tile('Sin asignar')).toContain('2 −1, mejor');
    expect(screen.tile('Esperan respuesta')).toContain('9 +5, peor');
    expect(screen.tile('Primera respuesta (mediana)')).toContain(
      '2 min 10 s −30 s, mejor ayer a esta hora: 2 min 40 s',
    );
    expect(screen.tile('Tasa de entrega')).toContain('90% −4.4 puntos, peor');
    expect(screen.text('[role=status]')).toContain('Cifras de hoy');
  });

  it('moves with what is pushed, and reads the report again at most every two seconds while things change', async () => {
    await open();
    await screen.answer('/stats', {
      stats: someStats({ received: 120 }),
      at: '2026-11-20T19:29:00.000Z',
      epoch: 'e1',
      seq: 1,
    });
    await screen.answer(REPORT, report);
    const push = async (received: number, second: number): Promise<void> => {
      const event = statsUpdated(0, second);
      screen.realtime.emit('stats_updated', {
        ...event,
        at: `2026-11-20T19:30:0${second}.000Z`,
        stats: { ...event.stats, received },
      });
      await screen.settled();
    };

    await push(121, 1);
    jasmine.clock().tick(200);
    await screen.settled();
    screen.server.expectNone(`/api${REPORT}`);
    await push(122, 2);
    jasmine.clock().tick(2_000);
    await screen.answer(REPORT, report);
    jasmine.clock().tick(5_000);
    screen.server.expectNone(`/api${REPORT}`);

    await push(122, 3);
    screen.server.expectNone(`/api${REPORT}`);
    await push(123, 4);
    await screen.answer(REPORT, report);
  });

  it('reads nothing while nobody sees it, and what has changed once somebody does', async () => {
    await open();
    await screen.answer('/stats', { stats: someStats(), at: '2026-11-20T19:29:00.000Z', epoch: 'e1', seq: 1 });
    await screen.answer(REPORT, report);
    jasmine.clock().tick(5_000);
    screen.isVisible.set(false);
    await screen.settled();
    screen.realtime.emit('stats_updated', { ...statsUpdated(3, 1), at: '2026-11-20T19:31:00.000Z' });
    await screen.settled();
    jasmine.clock().tick(60_000);
    screen.server.expectNone(`/api${REPORT}`);

    screen.isVisible.set(true);
    await screen.settled();
    await screen.answer(REPORT, report);
  });

  it('keeps the figures of before, dimmed, until those of the range that was chosen are there', async () => {
    await open();
    await screen.answer(REPORT, report);
    await screen.click('7 días');

    expect(screen.url).toBe('/dashboard?range=7d');
    expect(screen.page.querySelector('.report')?.getAttribute('aria-busy')).toBe('true');
    expect(screen.tile('Mensajes recibidos')).toContain('120');
    const before = { ...report.before, from: '2026-11-07', to: '2026-11-13' };
    await screen.answer(`${REPORT}?from=2026-11-14`, { ...report, from: '2026-11-14', grain: 'day', before });

    expect(screen.page.querySelector('.report')?.getAttribute('aria-busy')).toBeNull();
    expect(screen.tile('Mensajes recibidos')).toContain('20% más los 7 días anteriores, hasta esta hora: 100');
    expect(screen.tile('Conversaciones abiertas')).toContain('7 días antes: 12');
    expect(screen.text('[role=status]')).toContain('Cifras del 14 de noviembre de 2026 al 20 de noviembre de 2026');
    expect(screen.page.querySelector('a[download]')?.getAttribute('href')).toBe(
      '/api/stats/export.csv?from=2026-11-14&language=es',
    );
  });

  it('takes days of one’s own, and says what is wrong with them', async () => {
    await open();
    await screen.answer(REPORT, report);
    await screen.click('Otros días');
    const [first, last] = [...screen.page.querySelectorAll<HTMLInputElement>('input[type=date]')];
    const type = async (field: HTMLInputElement | undefined, day: string): Promise<void> => {
      if (!field) throw new Error('There is no such field.');
      field.value = day;
      field.dispatchEvent(new Event('input'));
      await screen.settled();
    };
    await type(first, '2026-11-05');
    await type(last, '2026-11-01');
    expect(screen.text('#range-fault')).toBe('');
    await screen.click('Ver');
    expect(screen.text('#range-fault')).toBe('El primer día tiene que ser anterior al último.');
    expect(screen.url).toBe('/dashboard');

    await type(last, '2026-11-06');
    await screen.click('Ver');
    expect(screen.url).toBe('/dashboard?from=2026-11-05&to=2026-11-06');
    screen.asked(`${REPORT}?from=2026-11-05&to=2026-11-06`);
  });

  it('has a table of each chart, for those who do not see it too', async () => {
    await open();
    await screen.answer(REPORT, report);
    const captions = () => [...screen.page.querySelectorAll('caption')].map((caption) => caption.textContent.trim());
    const seen = () => [...screen.page.querySelectorAll('app-figures-table:not(.for-readers) caption')].length;
    expect(captions()).toEqual(['Mensajes por hora', 'Enviados por agente', 'Mensajes por línea']);
    expect(seen()).toBe(0);

    await screen.click('Enviados por agente: ver como tabla');
    expect(seen()).toBe(1);
    expect(screen.text('app-chart-card:nth-of-type(2) tbody')).toBe('Luis 60 0 5 1 min 40 s 5 min');
    await screen.click('Enviados por agente: ver como gráfico');
    expect(seen()).toBe(0);
  });

  it('says what to do first where there is no line yet', async () => {
    await screen.open('/dashboard');
    await screen.answerLines([]);
    await screen.answer('/stats', { stats: someStats(), at: '2026-11-20T19:29:00.000Z', epoch: 'e1', seq: 1 });

    expect(screen.text()).toContain('Aún no hay nada que contar');
    expect(screen.page.querySelector('app-empty-state a')?.getAttribute('href')).toBe('/whatsapp');
  });

  it('shows what there was before its lines were removed', async () => {
    await screen.open('/dashboard');
    await screen.answerLines([]);
    const stats = someStats({ closedConversations: 400 });
    await screen.answer('/stats', { stats, at: '2026-11-20T19:29:00.000Z', epoch: 'e1', seq: 1 });

    expect(screen.text()).not.toContain('Aún no hay nada que contar');
    expect(screen.page.querySelector('app-range-picker')).not.toBeNull();
  });

  it('says that it could not be loaded, and tries again', async () => {
    await open();
    screen.asked(REPORT).flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();
    expect(screen.text('[role=alert]')).toContain('No se pudieron cargar las cifras');

    await screen.click('Reintentar');
    await screen.answer(REPORT, report);
    expect(screen.tile('Mensajes recibidos')).toContain('120');
  });

  it('keeps what it shows without a connection, and says of when it is', async () => {
    await open();
    await screen.answer(REPORT, report);
    screen.realtime.connectionIs('offline');
    await screen.settled();

    expect(screen.tile('Mensajes recibidos')).toContain('120');
    expect(screen.text()).toMatch(/Sin conexión con el servidor: las cifras son del 20 nov 2026, \d+:30\./);
  });

  it('says so where the server answers, but not with figures, and goes on trying', async () => {
    await open();
    await screen.answer(REPORT, report);
    jasmine.clock().tick(450_000 + 1_000);
    screen.asked(REPORT).flush(null, { status: 500, statusText: 'Internal Server Error' });
    await screen.settled();
    expect(screen.text('.notice')).toMatch(/^No se pudieron actualizar las cifras: son del 20 nov 2026, \d+:30\./);
    expect(screen.tile('Mensajes recibidos')).toContain('120');

    jasmine.clock().tick(6_000);
    await screen.answer(REPORT, report);
    expect(screen.page.querySelector('.notice')).toBeNull();
  });

  it('compares with this time of yesterday also where nothing happens', async () => {
    await open();
    await screen.answer(REPORT, report);
    jasmine.clock().tick(440_000);
    screen.server.expectNone(`/api${REPORT}`);
    jasmine.clock().tick(11_000);
    await screen.answer(REPORT, report);

    await screen.go('/dashboard?from=2026-11-05&to=2026-11-06');
    await screen.answer(`${REPORT}?from=2026-11-05&to=2026-11-06`, report);
    jasmine.clock().tick(3_600_000);
    screen.server.expectNone(({ url }) => url.startsWith(`/api${REPORT}`));
  });

  it('says nothing of one range because another failed', async () => {
    await open();
    await screen.answer(REPORT, report);
    await screen.click('7 días');
    screen.asked(`${REPORT}?from=2026-11-14`).flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();
    expect(screen.text('.notice')).toContain('No se pudieron cargar las cifras de estos días');

    await screen.click('30 días');
    expect(screen.page.querySelector('.notice')).toBeNull();
  });

  it('says that days have not come yet for the business, and does not ask for them again and again', async () => {
    await open('/dashboard?from=2026-11-19&to=2026-11-20');
    screen.asked(`${REPORT}?from=2026-11-19&to=2026-11-20`).flush(null, { status: 400, statusText: 'Bad Request' });
    await screen.settled();
    expect(screen.text('.notice')).toContain('De estos días no hay cifras');

    jasmine.clock().tick(300_000);
    screen.server.expectNone(({ url }) => url.startsWith(`/api${REPORT}`));
  });

  it('is in the language that is chosen as soon as its texts are there, charts and tables too', async () => {
    await open();
    await screen.answer(REPORT, report);
    TestBed.inject(TranslocoService).setActiveLang('en');
    await screen.settled();
    expect(screen.text('app-chart-card thead')).toContain('Recibidos');

    screen.bringEnglish();
    await screen.settled();
    expect(screen.text('app-chart-card thead')).toContain('Received');
    expect(screen.text('app-chart-card .legend')).toContain('Bulk messages');
  });

  it('leads from a figure of now to its conversations', async () => {
    await open();
    await screen.answer(REPORT, report);
    const hrefs = [...screen.page.querySelectorAll('app-tile a')].map((link) => link.getAttribute('href'));

    expect(hrefs).toEqual(['/chat?filter=all', '/chat?filter=unassigned', '/chat?waiting=0']);
  });

  it('reads the report again when the next day begins for the client', async () => {
    jasmine.clock().mockDate(new Date('2026-11-21T04:59:00.000Z'));
    TestBed.inject(ClientDay).isIn('America/Bogota');
    await open();
    await screen.answer(REPORT, report);
    jasmine.clock().tick(60_500);
    await screen.settled();

    await screen.answer(REPORT, aReport({ from: '2026-11-21', to: '2026-11-21', at: '2026-11-21T05:00:01.000Z' }));
    expect(screen.tile('Mensajes recibidos')).toContain('0');
  });
});
