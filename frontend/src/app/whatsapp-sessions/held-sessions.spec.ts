import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { keepNewer } from './held-sessions';
import { testCloudLine, testSession } from './testing/test-session';

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

  it('keeps what only admins are told of a line over Meta, which events leave out', () => {
    const cloudApi = testCloudLine();
    const sessions = [testSession({ kind: 'cloud-api', cloudApi })];

    const [kept] = keepNewer(sessions, testSession({ kind: 'cloud-api', version: 2, state: 'open' }));
    expect([kept?.state, kept?.cloudApi]).toEqual(['open', cloudApi]);
  });
});
