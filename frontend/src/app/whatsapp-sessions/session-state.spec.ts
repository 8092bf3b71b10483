import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { keepNewer, secondsUntil } from './session-state';
import { testSession } from './testing/test-session';

describe('keepNewer', () => {
  const namesAndStates = (sessions: readonly WhatsAppSession[]) => sessions.map(({ id, state }) => `${id} ${state}`);

  it('adds a line it does not know', () => {
    expect(keepNewer([], testSession())).toEqual([testSession()]);
  });

  it('takes the newer version and keeps the order', () => {
    const sessions = [testSession({ id: 's1' }), testSession({ id: 's2' })];

    expect(namesAndStates(keepNewer(sessions, testSession({ id: 's1', version: 9, state: 'open' })))).toEqual([
      's1 open',
      's2 unlinked',
    ]);
  });

  it('ignores an older version', () => {
    const sessions = [testSession({ version: 9, state: 'open' })];

    expect(keepNewer(sessions, testSession({ version: 8, state: 'connecting' }))).toBe(sessions);
  });
});

describe('secondsUntil', () => {
  it('counts whole seconds down to zero', () => {
    const now = Date.parse('2026-01-01T00:00:00.000Z');

    expect(secondsUntil('2026-01-01T00:00:11.200Z', now)).toBe(12);
    expect(secondsUntil('2025-12-31T23:59:00.000Z', now)).toBe(0);
  });
});
