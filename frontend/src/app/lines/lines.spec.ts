import { HttpTestingController } from '@angular/common/http/testing';
import type { WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { SignInStore } from '../sign-in';
import { SessionsApi } from '../whatsapp-sessions';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../chat/testing/provide-chat-testing';
import { Lines } from './lines';

function line(change: Partial<WhatsAppSession> = {}): WhatsAppSession {
  return {
    id: 'sales',
    version: 5,
    kind: 'whatsapp-web',
    name: 'Ventas',
    phoneNumber: '573001112233',
    lastPhoneNumber: '573001112233',
    refusedPhoneNumber: null,
    state: 'open',
    reason: null,
    since: '2026-01-01T00:00:00.000Z',
    retryAt: null,
    downSince: null,
    ...change,
  };
}

describe('Lines', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let lines: Lines;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    lines = TestBed.inject(Lines);
    TestBed.tick();
  });

  function signIn(user: SignedInUser | null): void {
    (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set(user);
    TestBed.tick();
  }

  const answer = (...items: WhatsAppSession[]) => {
    server.expectOne('/api/whatsapp/sessions').flush({ items, epoch: 'a', seq: 5 });
  };

  it('are unknown until they are fetched, and then there or gone', () => {
    expect(lines.find('sales')).toBeUndefined();
    answer(line());
    expect(lines.find('sales')?.state).toBe('open');
    expect(lines.find('removed')).toBeNull();
  });

  it('follow what happens to them, and never go back', () => {
    answer(line());
    realtime.emit('whatsapp_state', {
      clientCode: 'demo',
      at: '',
      seq: 7,
      session: line({ version: 7, state: 'retrying' }),
    });
    expect(lines.find('sales')?.state).toBe('retrying');
    realtime.emit('whatsapp_state', { clientCode: 'demo', at: '', seq: 6, session: line({ version: 6 }) });
    expect(lines.find('sales')?.state).toBe('retrying');
  });

  it('are fetched again when one is removed', () => {
    answer(line());
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 8, kind: 'whatsappSessions' });
    answer();
    expect(lines.find('sales')).toBeNull();
  });

  it('keep what happens before they are fetched', () => {
    realtime.emit('whatsapp_state', {
      clientCode: 'demo',
      at: '',
      seq: 7,
      session: line({ version: 7, state: 'retrying' }),
    });
    answer(line());

    expect(lines.find('sales')?.state).toBe('retrying');
  });

  it('are what the list says where an older log had them further along', () => {
    answer(line({ version: 900, state: 'stopped' }));
    realtime.startOver$.next();
    server
      .expectOne('/api/whatsapp/sessions')
      .flush({ items: [line({ version: 2, state: 'open' })], epoch: 'b', seq: 3 });

    expect(lines.find('sales')?.state).toBe('open');
  });

  it('are read once, however many ask for them', () => {
    const told: unknown[] = [];
    TestBed.inject(SessionsApi)
      .list()
      .subscribe(({ value, stale }) => told.push([value.items.length, stale]));
    answer(line());
    TestBed.inject(SessionsApi)
      .list()
      .subscribe(({ value, stale }) => told.push([value.items.length, stale]));

    expect(told).toEqual([
      [1, false],
      [1, false],
    ]);
    server.verify();
  });

  it('are unknown to somebody else until they are fetched for them', () => {
    answer(line());

    signIn({ ...signedInUser, id: 'u2', clientCode: 'other' });
    expect(lines.find('sales')).toBeUndefined();
    answer(line({ id: 'support' }));

    expect(lines.find('sales')).toBeNull();
    expect(lines.find('support')?.state).toBe('open');
  });

  it('are not asked for while nobody is signed in', () => {
    answer(line());
    signIn(null);
    realtime.startOver$.next();

    server.expectNone('/api/whatsapp/sessions');
  });
});
