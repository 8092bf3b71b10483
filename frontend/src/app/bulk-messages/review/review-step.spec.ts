import { PACES } from '#contract/campaign-rules';
import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, testCampaign, testRecipient } from '../testing/test-campaign';

describe('the review of a draft', () => {
  let screen: BulkScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T15:00:00.000Z'));
    screen = new BulkScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  async function open(given: Parameters<typeof testCampaign>[0], state: 'open' | 'retrying' = 'open'): Promise<void> {
    await screen.openCampaign(testCampaign(given), 'review', { name: 'Ventas', state });
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: [testRecipient()], nextCursor: null });
    await screen.settled();
  }

  it('starts it, and leads to how it goes', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola {{nombre}}' }, variables: { nombre: 1 } });
    expect(screen.text('dl')).toContain('1 persona');
    expect(screen.text('dl')).toContain('Con calma');
    expect(screen.text('.bubble')).toBe('Hola Luz Marina');
    await screen.click('Empezar el envío');
    const request = screen.expect('POST', '/api/bulk-campaigns/c1/start');
    expect(request.request.body).toEqual({ at: null });
    request.flush({ campaign: testCampaign({ version: 2, status: 'running', counts: countsOf({ pending: 1 }) }) });
    await screen.settled();

    expect(screen.url).toBe('/bulk-messages/c1');
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: [], nextCursor: null });
    screen.expect('GET', '/api/bulk-campaigns/c1/reasons').flush({ items: [] });
  });

  it('says what is missing, and starts nothing before', async () => {
    await open({});
    expect(screen.texts('.warning')).toEqual(['Falta agregar destinatarios', 'Falta completar el mensaje']);

    await screen.click('Empezar el envío');

    expect(screen.url).toBe('/bulk-messages/c1/review');
  });

  it('says which places of a template are still empty', async () => {
    const message = { template: { templateId: 't1', parameters: { 'header.1': '81' } } };
    const template = {
      ...{ id: 't1', name: 'aviso', language: 'es', category: 'utility', status: 'approved', sendable: true },
      ...{ header: { format: 'text', text: 'Pedido {{1}}' }, body: 'Hola {{nombre}}', buttons: [] },
      parameters: [{ key: 'header.1' }, { key: 'body.nombre' }],
    };
    const draft = testCampaign({ counts: countsOf({ pending: 1 }), message });
    await screen.openCampaign(draft, 'review', { kind: 'cloud-api' });
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: [testRecipient()], nextCursor: null });
    screen.expect('GET', '/api/whatsapp/sessions/s1/templates').flush({ items: [template], syncedAt: null });
    await screen.settled();

    expect(screen.texts('.warning')).toEqual(['Falta completar el mensaje: Texto {{nombre}}']);
    expect(screen.text('.bubble').replace('\u2060', '')).toBe('Pedido 81 Hola {{nombre}}');
  });

  it('asks first where the pace is risky or somebody would read a gap, and says which', async () => {
    await open({
      counts: countsOf({ pending: 3 }),
      message: { text: 'Hola {{nombre}} de {{ciudad|allá}}' },
      variables: { nombre: 1, ciudad: 2 },
      pace: PACES['whatsapp-web'].fast,
    });
    await screen.click('Empezar el envío');
    expect(screen.text('app-confirm-dialog')).toContain('Riesgo alto. WhatsApp bloquea números que escriben así');
    expect(screen.text('app-confirm-dialog')).toContain('2 personas no tienen «nombre» y ahí no leerán nada.');
    expect(screen.text('app-confirm-dialog')).not.toContain('ciudad');
    await screen.click('Cancelar');
    expect(screen.page.querySelector('app-confirm-dialog')).toBeNull();

    await screen.click('Empezar el envío');
    await screen.click('Empezar de todos modos');
    screen.expect('POST', '/api/bulk-campaigns/c1/start').flush({ campaign: testCampaign({ version: 2 }) });
    await screen.settled();
  });

  it('does not start what names something that nobody has', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola {{nombr}}' } });
    expect(screen.texts('.warning')).toEqual([
      'Nadie tiene el dato «nombr». Puedes usar: nombre, primer_nombre, telefono.',
    ]);

    await screen.click('Empezar el envío');

    expect(screen.page.querySelector('app-confirm-dialog')).toBeNull();
  });

  it('starts what names something that nobody has where something stands in for it', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola {{nombr|vecino}}' } });
    expect(screen.texts('.warning')).toEqual([jasmine.stringContaining('Nadie tiene «nombr»: todos leerán')]);

    await screen.click('Empezar el envío');

    screen.expect('POST', '/api/bulk-campaigns/c1/start').flush({ campaign: testCampaign({ version: 2 }) });
    await screen.settled();
  });

  it('says when it starts, and what is put off', async () => {
    await open({
      counts: countsOf({ pending: 30 }),
      message: { text: 'Hola' },
      startAt: '2026-11-22T15:00:00.000Z',
    });

    expect(screen.text('dl')).toContain('Ese día salen 20; el resto sigue');
    expect(screen.button('Programar el envío')).toBeTruthy();
  });

  it('says why it was not started', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola' } });
    await screen.click('Empezar el envío');
    screen
      .expect('POST', '/api/bulk-campaigns/c1/start')
      .flush({ type: 'unknown-variable', title: '' }, { status: 409, statusText: 'Conflict' });
    await screen.settled();

    expect(screen.notices.error).toHaveBeenCalledOnceWith('errors.unknownVariable');
  });

  it('starts when it says, whatever the server has for it by now', async () => {
    const startAt = '2026-11-22T15:00:00.000Z';
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola' }, startAt });
    await screen.click('Programar el envío');

    const request = screen.expect('POST', '/api/bulk-campaigns/c1/start');
    expect(request.request.body).toEqual({ at: startAt });
    request.flush({ campaign: testCampaign({ version: 2 }) });
  });

  it('asks where the time has passed while it was looked at', async () => {
    const startAt = '2026-11-20T15:30:00.000Z';
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola' }, startAt });
    expect(screen.button('Programar el envío')).toBeTruthy();
    jasmine.clock().tick(30 * 60_000);
    await screen.settled();

    await screen.click('Empezar el envío');
    expect(screen.text('app-confirm-dialog')).toContain('La hora elegida ya pasó: empezará al momento.');
    await screen.click('Empezar de todos modos');
    screen.expect('POST', '/api/bulk-campaigns/c1/start').flush({ campaign: testCampaign({ version: 2 }) });
  });

  it('shows no start that was not saved and was left behind', async () => {
    await screen.openCampaign(testCampaign({ counts: countsOf({ pending: 1 }), message: { text: 'Hola' } }), 'pace');
    screen.field('Más tarde').click();
    await screen.settled();
    screen.button('Revisar y enviar').click();
    await screen.settled();
    screen.expect('PATCH', '/api/bulk-campaigns/c1').error(new ProgressEvent('error'));
    await screen.settled();
    await screen.click('Salir');
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: [testRecipient()], nextCursor: null });
    await screen.settled();

    await screen.click('Empezar el envío');
    const request = screen.expect('POST', '/api/bulk-campaigns/c1/start');
    expect(request.request.body).toEqual({ at: null });
    request.flush({ campaign: testCampaign({ version: 2 }) });
  });

  it('says that the line is not connected', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola' } }, 'retrying');

    expect(screen.text('dl')).toContain('No está conectada: el envío esperará a que vuelva.');
  });
});
