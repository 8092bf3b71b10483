import { testCampaign, campaignPage } from '../../bulk-messages/testing/test-campaign';
import { DashboardScreen } from '../testing/dashboard-screen';
import { aReport } from '../testing/test-report';

describe('the bulk messages under way on the panel', () => {
  let screen: DashboardScreen;

  beforeEach(async () => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T19:30:00.000Z'));
    screen = new DashboardScreen();
    await screen.open('/dashboard');
    await screen.answer('/stats/report', aReport());
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  const FIRST = '/bulk-campaigns?limit=50';
  const said = () => screen.text('app-running-campaigns');
  const campaigns = (count: number, status: 'draft' | 'running', from = 0) =>
    Array.from({ length: count }, (_, index) =>
      testCampaign({ id: `c${from + index}`, name: `Nº ${from + index}`, status }),
    );

  it('are denied only once all were looked at: one may be older than many drafts', async () => {
    expect(said()).toBe('');
    await screen.answer(FIRST, campaignPage(campaigns(50, 'draft'), { nextCursor: 'next' }));
    expect(said()).toBe('');

    await screen.answer(`${FIRST}&cursor=next`, campaignPage(campaigns(1, 'running', 50)));
    expect(said()).toContain('Nº 50');
    expect(said()).not.toContain('No hay ninguno en curso.');
  });

  it('are none where none is', async () => {
    await screen.answer(FIRST, campaignPage(campaigns(1, 'draft')));
    expect(said()).toBe('No hay ninguno en curso.');
  });

  it('are the first five, and how many more there are', async () => {
    await screen.answer(FIRST, campaignPage(campaigns(7, 'running')));
    expect(screen.page.querySelectorAll('app-running-campaigns li').length).toBe(5);
    expect(said()).toContain('y 2 más');
  });

  it('are not denied where they could not be had, and are asked for again', async () => {
    screen.asked(FIRST).flush(null, { status: 403, statusText: 'Forbidden' });
    await screen.settled();
    expect(said()).toBe('No se pudieron cargar los envíos masivos. Reintentar');

    await screen.click('Reintentar');
    await screen.answer(FIRST, campaignPage([]));
    expect(said()).toBe('No hay ninguno en curso.');
  });
});
