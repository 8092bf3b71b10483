import type { Role } from '#contract/accounts';
import { aBot, aRule, botAnswer, botTurned } from '../../bot/testing/a-bot';
import { testSession } from '../../whatsapp-sessions/testing/test-session';
import { DashboardScreen } from '../testing/dashboard-screen';
import { aReport } from '../testing/test-report';

describe('the bot on the panel', () => {
  let screen: DashboardScreen;

  async function open(role: Role, bot = aBot({ rules: [aRule('r1')] })): Promise<void> {
    screen = new DashboardScreen(role);
    await screen.open('/dashboard');
    await screen.answerLines([testSession({ state: 'open' })]);
    await screen.answer('/stats/report', aReport());
    await screen.answer('/bot', botAnswer(bot));
  }

  const card = () => screen.text('app-bot-card');
  const box = () => screen.page.querySelector<HTMLInputElement>('app-bot-card input');

  it('is turned off and on by an admin, and by a colleague elsewhere', async () => {
    await open('admin');
    expect(box()?.checked).toBeTrue();
    box()?.click();
    await screen.settled();
    expect(card()).toContain('El bot no contesta a nadie.');
    const sent = screen.server.expectOne({ method: 'PATCH', url: '/api/bot' });
    expect(sent.request.body).toEqual({ enabled: false });
    const off = aBot({ enabled: false, rules: [aRule('r1')] });
    sent.flush(botAnswer(off, 8));
    await screen.settled();
    await screen.answer('/bot', botAnswer(off, 8));
    expect(box()?.checked).toBeFalse();

    screen.realtime.emit('bot_status_changed', botTurned(true, 9));
    await screen.settled();
    expect(box()?.checked).toBeTrue();
    expect(card()).toContain('El bot contesta solo, según sus reglas.');
  });

  it('is only seen by agents', async () => {
    await open('agent');

    expect(card()).toBe('Encendido El bot contesta solo, según sus reglas.');
    expect(box()).toBeNull();
  });

  it('is on and says nothing without a rule', async () => {
    await open('admin', aBot({ rules: [aRule('r1', { enabled: false })] }));

    expect(card()).toContain('Todavía no tiene ninguna regla encendida');
  });
});
