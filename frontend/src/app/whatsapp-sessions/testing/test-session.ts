import type { CloudApiLine } from '#contract/cloud-api';
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

export function testCloudLine(given: Partial<CloudApiLine> = {}): CloudApiLine {
  return {
    phoneNumberId: '105510203050001',
    businessAccountId: '205510203050001',
    verifyToken: 'a-word-of-ours',
    webhookUrl: 'https://crm.example.com/webhooks/whatsapp/s1',
    verifiedName: 'Tienda Luna',
    quality: 'green',
    throughput: 80,
    messagingLimit: 'TIER_1K',
    tokenExpiresAt: null,
    webhookVerifiedAt: null,
    lastWebhookAt: null,
    webhooksElsewhere: null,
    ...given,
  };
}
