import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { FakeRealtime } from '../testing/fake-realtime';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { Lines } from './lines';

function line(change: Partial<WhatsAppSession> = {}): WhatsAppSession {
  return {
    id: 'sales',
    version: 5,
    kind: 'whatsapp-web',
    name: 'Ventas',
    phoneNumber: '573001112233',
    state: 'open',
    reason: null,
    since: '2026-01-01T00:00:00.000Z',
    retryAt: null,
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
  });

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
});
