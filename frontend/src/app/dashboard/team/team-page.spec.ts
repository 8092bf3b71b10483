import { DashboardScreen } from '../testing/dashboard-screen';
import { aTeam, anAgent } from '../testing/test-report';

describe('the team at work', () => {
  let screen: DashboardScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T19:30:00.000Z'));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  const hrefs = (selector: string) =>
    [...screen.page.querySelectorAll(selector)].map((link) => link.getAttribute('href'));

  it('shows who has how much, who is there, and where each figure leads', async () => {
    screen = new DashboardScreen();
    await screen.open('/dashboard/team');
    const luis = anAgent({
      open: 6,
      unread: 2,
      waiting: 3,
      waitingSince: '2026-11-20T18:25:30.000Z',
      sentToday: 14,
      firstReplies: { answered: 5, median: 130, p90: 300 },
    });
    await screen.answer(
      '/stats/team',
      aTeam({ agents: [anAgent({ userId: 'u1', name: 'Ana', role: 'admin' }), luis] }),
    );

    expect(screen.text('tbody tr:nth-child(1)')).toBe('A Ana En línea 0 0 0 — 0 0 —');
    expect(screen.text('tbody tr:nth-child(2)')).toBe('L Luis Fuera de línea 6 2 3 1 h 4 min 14 5 2 min 10 s');
    expect(hrefs('tbody tr:nth-child(2) a')).toEqual([
      '/chat?agent=u2',
      '/chat?agent=u2&unread=true',
      '/chat?agent=u2&waiting=0',
    ]);
  });

  it('shows who waits how long, and who of them is nobody’s', async () => {
    screen = new DashboardScreen();
    await screen.open('/dashboard/team');
    const [none, some] = [
      { count: 0, unassigned: 0 },
      { count: 4, unassigned: 1 },
    ];
    await screen.answer('/stats/team', aTeam({ waiting: [some, some, none, none, none, none] }));

    expect(screen.text('.ages li:nth-child(1)')).toBe('4 menos de 5 min 1 sin asignar');
    expect(screen.text('.ages li:nth-child(2)')).toBe('4 de 5 min a 15 min 1 sin asignar');
    expect(screen.text('.ages li:nth-child(6)')).toBe('0 más de 1 d');
    expect(hrefs('.ages li:nth-child(2) a')).toEqual([
      '/chat?waiting=300-900',
      '/chat?filter=unassigned&waiting=300-900',
    ]);
    expect(hrefs('.ages li:nth-child(6) a')).toEqual(['/chat?waiting=86400']);
  });

  it('goes on with the time alone, and asks again who waits how long', async () => {
    screen = new DashboardScreen();
    await screen.open('/dashboard/team');
    const luis = anAgent({ waiting: 1, waitingSince: '2026-11-20T19:28:20.000Z' });
    await screen.answer('/stats/team', aTeam({ agents: [luis] }));
    expect(screen.text('tbody tr')).toContain('1 1 min');

    jasmine.clock().tick(32_000);
    await screen.settled();
    expect(screen.text('tbody tr')).toContain('1 2 min');
    await screen.answer('/stats/team', aTeam({ agents: [{ ...luis, waiting: 2 }] }));
    expect(screen.text('tbody tr')).toContain('2 2 min');
  });

  it('is for admins', async () => {
    screen = new DashboardScreen('agent');
    await screen.open('/dashboard/team');

    screen.server.expectNone('/api/stats/team');
    expect(screen.page.querySelector('app-team-page')).toBeNull();
  });
});
