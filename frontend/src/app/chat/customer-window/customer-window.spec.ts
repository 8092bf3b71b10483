import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { customerWindow } from './customer-window';
import { hoursAndMinutes } from './time-left';

describe('The window of a customer', () => {
  const now = new Date('2026-11-20T12:00:00.000Z');
  const inMilliseconds = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();

  let realtime: FakeRealtime;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    jasmine.clock().install().mockDate(now);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function follow(windowEndsAt: string | null, kind: WhatsAppSession['kind'] = 'cloud-api') {
    const conversation = signal({ windowEndsAt });
    const line = { kind } as WhatsAppSession;
    const window = TestBed.runInInjectionContext(() => customerWindow(() => line, conversation));
    TestBed.tick();
    return { window, conversation };
  }

  function pass(milliseconds: number): void {
    jasmine.clock().tick(milliseconds);
    TestBed.tick();
  }

  it('is none on a line by QR', () => {
    expect(follow(null, 'whatsapp-web').window()).toBeNull();
  });

  it('has not been opened before they have written', () => {
    expect(follow(null).window()).toEqual({ state: 'unopened' });
  });

  it('counts down with the minutes and closes at its end, without news from the server', () => {
    const endsAt = inMilliseconds(90_000);
    const { window } = follow(endsAt);
    expect(window()).toEqual({ state: 'open', endsAt, left: 90_000 });

    pass(31_000);
    expect(window()).toEqual({ state: 'open', endsAt, left: 59_999 });
    pass(59_999);

    expect(window()).toEqual({ state: 'closed' });
  });

  it('closes by the clock of the server, however that of the computer is set', () => {
    realtime.ahead = -3_600_000;
    expect(follow(inMilliseconds(-1)).window()).toEqual(jasmine.objectContaining({ state: 'open', left: 3_599_999 }));
  });

  it('opens again when they write', () => {
    const { window, conversation } = follow(inMilliseconds(-1));
    expect(window()).toEqual({ state: 'closed' });

    conversation.set({ windowEndsAt: inMilliseconds(86_400_000) });
    TestBed.tick();

    expect(window()?.state).toBe('open');
  });

  it('is told in whole hours and minutes', () => {
    expect(hoursAndMinutes(86_399_000)).toEqual({ hours: 23, minutes: 59 });
    expect(hoursAndMinutes(59_000)).toEqual({ hours: 0, minutes: 0 });
  });
});
