import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { Bot } from '#contract/bot';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { BotState } from './bot-state';
import { aBot, aRule, botAnswer, botTurned } from './testing/a-bot';

describe('BotState', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let state: BotState;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    state = TestBed.inject(BotState);
    TestBed.tick();
  });

  afterEach(() => {
    server.verify();
  });

  const answer = (bot: Bot, seq?: number) => {
    server.expectOne({ method: 'GET', url: '/api/bot' }).flush(botAnswer(bot, seq));
  };

  it('is unknown until it is fetched', () => {
    expect(state.enabled()).toBeUndefined();
    answer(aBot());

    expect(state.enabled()).toBeTrue();
  });

  it('follows the switch, whoever turns it, and not that of one conversation', () => {
    answer(aBot(), 5);
    realtime.emit('bot_status_changed', botTurned(false, 6, 'c1'));
    expect(state.enabled()).toBeTrue();

    realtime.emit('bot_status_changed', botTurned(false, 7));
    expect(state.enabled()).toBeFalse();
  });

  it('does not go back to what was true before the answer', () => {
    realtime.emit('bot_status_changed', botTurned(false, 4));
    answer(aBot(), 5);
    expect(state.enabled()).toBeTrue();

    realtime.emit('bot_status_changed', botTurned(false, 8));
    realtime.startOver$.next();
    answer(aBot({ enabled: true }), 1);

    expect(state.enabled()).toBeTrue();
  });

  it('is as somebody wants it at once, and as before where the server refuses', () => {
    answer(aBot());
    state.turn(false).subscribe();
    expect(state.enabled()).toBeFalse();
    const sent = server.expectOne({ method: 'PATCH', url: '/api/bot' });
    expect(sent.request.body).toEqual({ enabled: false });
    sent.flush(botAnswer(aBot({ enabled: false }), 6));
    answer(aBot({ enabled: false }), 6);
    expect(state.enabled()).toBeFalse();

    const failed = jasmine.createSpy();
    state.turn(true).subscribe({ error: failed });
    expect(state.enabled()).toBeTrue();
    server.expectOne({ method: 'PATCH', url: '/api/bot' }).flush(null, { status: 403, statusText: 'Forbidden' });
    answer(aBot({ enabled: false }), 6);

    expect(failed).toHaveBeenCalledTimes(1);
    expect(state.enabled()).toBeFalse();
  });

  it('is read again when somebody has saved it', () => {
    answer(aBot());
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 9, kind: 'bot' });
    answer(aBot({ version: 9, rules: [aRule('r1')] }));

    expect(state.bot()?.rules.length).toBe(1);
  });
});
