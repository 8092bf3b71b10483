import type { WhatsAppSession } from '#contract/whatsapp-sessions';

export function testSession(given: Partial<WhatsAppSession> = {}): WhatsAppSession {
  return {
    id: 's1',
    version: 1,
    kind: 'whatsapp-web',
    name: 'Ventas',
    phoneNumber: null,
    lastPhoneNumber: given.phoneNumber ?? null,
    refusedPhoneNumber: null,
    state: 'unlinked',
    reason: null,
    since: '2026-01-01T00:00:00.000Z',
    retryAt: null,
    downSince: null,
    ...given,
  };
}
