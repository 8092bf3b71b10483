import { BulkScreen } from '../testing/bulk-screen';
import { countsOf, testCampaign, testRecipient } from '../testing/test-campaign';

describe('the review of a draft', () => {
  let screen: BulkScreen;

  beforeEach(() => {
    screen = new BulkScreen();
  });

  afterEach(() => {
    screen.server.verify();
  });

  async function open(given: Parameters<typeof testCampaign>[0], state: 'open' | 'retrying' = 'open'): Promise<void> {
    await screen.openCampaign(testCampaign(given), 'review', { name: 'Ventas', state });
    screen.expect('GET', '/api/bulk-campaigns/c1/recipients').flush({ items: [testRecipient()], nextCursor: null });
    await screen.settled();
  }

  it('starts it, and leads to how it goes', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola {{nombre}}' } });
    expect(screen.text('dl')).toContain('1 persona');
    expect(screen.text('dl')).toContain('Con calma');
    expect(screen.text('.bubble')).toBe('Hola Luz Marina');
    await screen.click('Empezar el envío');
    const request = screen.expect('POST', '/api/bulk-campaigns/c1/start');
    expect(request.request.body).toEqual({});
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

  it('says that the line is not connected', async () => {
    await open({ counts: countsOf({ pending: 1 }), message: { text: 'Hola' } }, 'retrying');

    expect(screen.text('dl')).toContain('No está conectada: el envío esperará a que vuelva.');
  });
});
