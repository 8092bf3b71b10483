import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { aBot, botAnswer, botTurned } from '../../bot/testing/a-bot';
import { Notices } from '../../errors';
import { Formats } from '../../i18n';
import { aConversation } from '../testing/chat-fixtures';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { BotSwitch } from './bot-switch';

describe('The switch of the bot in a conversation', () => {
  const realtime = new FakeRealtime();
  let fixture: ComponentFixture<BotSwitch>;
  let wanted: boolean[];
  let told: jasmine.Spy;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    told = spyOn(TestBed.inject(Notices), 'info');
    fixture = TestBed.createComponent(BotSwitch);
    wanted = [];
    fixture.componentInstance.wanted.subscribe((on) => wanted.push(on));
  });

  async function show(enabled: boolean, botEnabled: boolean): Promise<void> {
    fixture.componentRef.setInput('conversation', aConversation(1, { botEnabled }));
    await fixture.whenStable();
    for (const request of TestBed.inject(HttpTestingController).match('/api/bot')) {
      request.flush(botAnswer(aBot({ enabled })));
    }
    await fixture.whenStable();
  }

  const button = () => {
    const found = (fixture.nativeElement as HTMLElement).querySelector('button');
    if (!found) throw new Error('There is no switch.');
    return found;
  };
  const isOn = () => button().getAttribute('aria-checked') === 'true';

  it('says whether the bot answers there, and asks for the other', async () => {
    await show(true, true);
    expect(isOn()).toBeTrue();
    expect(button().ariaLabel).toBe('Bot en esta conversación');
    button().click();
    await show(true, false);
    expect(isOn()).toBeFalse();
    button().click();

    expect(wanted).toEqual([false, true]);
  });

  it('says that it is silent because a person has written, and until when, by the clock of the server', async () => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00.000Z'));
    try {
      fixture.componentRef.setInput('teamAt', '2026-11-20T11:30:00.000Z');
      await show(true, true);
      const time = TestBed.inject(Formats).time('2026-11-20T12:30:00.000Z');
      expect(button().title).toBe(`Una persona escribió: el bot calla hasta las ${time} y luego contesta otra vez.`);
      expect(button().textContent.trim()).toBe(time);
      expect(isOn()).toBeTrue();

      jasmine.clock().tick(30 * 60_000 + 1);
      await fixture.whenStable();
      expect(button().title).toBe('El bot contesta en esta conversación');
      await show(true, false);
      expect(button().title).toBe('El bot no contesta en esta conversación');
    } finally {
      jasmine.clock().uninstall();
    }
  });

  it('says so where the bot is off for everybody, as soon as it is', async () => {
    await show(true, true);
    realtime.emit('bot_status_changed', botTurned(false, 9));
    await fixture.whenStable();
    expect(isOn()).toBeFalse();
    expect(button().getAttribute('aria-disabled')).toBe('true');
    expect(button().title).toContain('El bot está apagado para todas las conversaciones');
    button().click();

    expect(wanted).toEqual([]);
    expect(told).toHaveBeenCalledOnceWith('conversation.bot.offForAll');
  });
});
