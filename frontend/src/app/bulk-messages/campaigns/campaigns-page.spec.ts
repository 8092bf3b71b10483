import type { BulkCampaign } from '#contract/bulk-campaigns';
import { until } from '../../tabs/testing/until';
import { BulkScreen } from '../testing/bulk-screen';
import { campaignPage, countsOf, progressOf, testCampaign } from '../testing/test-campaign';

describe('the list of campaigns', () => {
  let screen: BulkScreen;

  beforeEach(async () => {
    screen = new BulkScreen();
    await screen.open('/bulk-messages');
    screen.answerLines();
  });

  afterEach(() => {
    screen.server.verify();
  });

  async function answer(items: BulkCampaign[], nextCursor: string | null = null): Promise<void> {
    screen.expect('GET', '/api/bulk-campaigns').flush(campaignPage(items, { nextCursor }));
    await screen.settled();
  }

  it('says what to do first, and makes a draft', async () => {
    expect(screen.page.querySelector('app-skeleton')).not.toBeNull();
    await answer([]);
    expect(screen.text()).toContain('Aún no hay envíos');

    await screen.click('Nuevo envío');
    await screen.click('Crear y elegir destinatarios');
    expect(screen.text('app-campaign-dialog')).toContain('Escribe un nombre.');
    await screen.type('Nombre', ' Lentes ');
    await screen.click('Crear y elegir destinatarios');
    const request = screen.expect('POST', '/api/bulk-campaigns');
    expect(request.request.body).toEqual({ name: 'Lentes', sessionId: 's1' });
    request.flush({ campaign: testCampaign(), added: 0, leftOut: [] });
    await screen.settled();

    expect(screen.url).toBe('/bulk-messages/c1/recipients');
    screen.expect('GET', '/api/bulk-campaigns/c1').flush({ campaign: testCampaign() });
  });

  it('makes a new one at once where somebody came for that', async () => {
    await answer([testCampaign()]);
    await screen.go('/bulk-messages?new=1');
    screen.server.match('/api/bulk-campaigns');
    expect(screen.text('app-campaign-dialog')).toContain('Nuevo envío');

    await screen.click('Cerrar');

    expect(await until(() => screen.url === '/bulk-messages')).toBeTrue();
    expect(screen.page.querySelector('app-campaign-dialog')).toBeNull();
  });

  it('says that it could not be read, and is asked for again', async () => {
    screen.expect('GET', '/api/bulk-campaigns').flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();

    await screen.click('Reintentar');
    await answer([testCampaign()]);

    expect(screen.texts('.name')).toEqual(['Lentes de sol']);
  });

  it('shows how far each is, and follows it', async () => {
    const running = testCampaign({
      status: 'running',
      counts: countsOf({ pending: 90, sent: 6, read: 4 }),
      etaSeconds: 5_400,
    });
    await answer([running]);
    expect(screen.text('.campaign')).toContain('Enviando');
    expect(screen.text('.campaign')).toContain('Tiempo que falta: 90 minutos');
    expect(screen.text('.campaign')).toContain('10 de 100');

    screen.realtime.emit(
      'bulk_message_progress',
      progressOf({ ...running, counts: countsOf({ pending: 40, read: 60 }), etaSeconds: 60 }),
    );
    await screen.settled();
    expect(screen.text('.campaign')).toContain('60 de 100');

    const stopped = testCampaign({ version: 11, status: 'stopped', stopped: 'restricted', counts: running.counts });
    screen.realtime.emit('bulk_message_progress', progressOf(stopped, true));
    await screen.settled();
    expect(screen.text('.campaign')).toContain('WhatsApp no acepta primeros mensajes');
  });

  it('tells a screen reader what the bar shows', async () => {
    await answer([testCampaign({ status: 'completed', counts: countsOf({ read: 3, failed: 1 }) })]);

    expect(screen.text('app-campaign-bar')).toBe('Leídos: 3, Fallidos: 1');
  });

  it('asks before a draft is thrown away', async () => {
    await answer([testCampaign()]);
    await screen.click('Descartar el borrador Lentes de sol');
    expect(screen.text('app-confirm-dialog')).toContain('Se pierden el mensaje y los destinatarios');

    await screen.click('Descartar');
    screen.expect('DELETE', '/api/bulk-campaigns/c1').flush(null);
    await screen.settled();

    expect(screen.text()).toContain('Aún no hay envíos');
    expect(document.activeElement?.textContent).toContain('Nuevo envío');
  });

  it('dates each by the company’s calendar, wherever one looks from', async () => {
    // Four in the morning in Greenwich, the evening before in Bogotá; one of the two is not the browser's own day.
    const moments = ['2026-11-21T04:00:00.000Z', '2026-11-21T06:00:00.000Z'];
    await answer(moments.map((createdAt, place) => testCampaign({ id: `c${String(place)}`, createdAt })));

    expect(screen.text()).toContain('20 de noviembre de 2026');
    expect(screen.text()).toContain('21 de noviembre de 2026');
  });

  it('goes on with older ones', async () => {
    await answer([testCampaign({ id: 'c2', name: 'Nuevo', createdAt: '2026-11-21T10:00:00.000Z' })], 'x');
    await screen.click('Ver más');
    const request = screen.expect('GET', '/api/bulk-campaigns');
    expect(request.request.params.get('cursor')).toBe('x');
    request.flush(campaignPage([testCampaign({ name: 'Viejo' })]));
    await screen.settled();

    expect(screen.texts('.name')).toEqual(['Nuevo', 'Viejo']);
  });
});
