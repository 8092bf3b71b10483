import type { BulkCampaign, BulkRecipient, CampaignCounts, CampaignLine, CampaignPage } from '#contract/bulk-campaigns';
import { PACES } from '#contract/campaign-rules';
import type { FrontendEventData } from '../../realtime';

export const noCounts: CampaignCounts = {
  total: 0,
  pending: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  failed: 0,
  skipped: 0,
  uncertain: 0,
};

export function countsOf(counts: Partial<Omit<CampaignCounts, 'total'>>): CampaignCounts {
  const all = { ...noCounts, ...counts };
  return { ...all, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

export function testCampaign(given: Partial<BulkCampaign> = {}): BulkCampaign {
  return {
    id: 'c1',
    version: 1,
    name: 'Lentes de sol',
    sessionId: 's1',
    status: 'draft',
    stopped: null,
    waiting: null,
    message: null,
    pace: PACES['whatsapp-web'].careful,
    counts: noCounts,
    answered: 0,
    optedOut: 0,
    etaSeconds: null,
    pause: null,
    variables: {},
    sources: [],
    createdBy: 'u1',
    createdAt: '2026-11-20T10:00:00.000Z',
    startAt: null,
    startedAt: null,
    finishedAt: null,
    ...given,
  };
}

/** A line that has sent nothing in bulk, of a client in Bogotá. */
export function testLine(given: Partial<CampaignLine> = {}): CampaignLine {
  const unused = { sentToday: 0, daysBefore: 0, messagingLimit: null, throughput: null, between: 0 };
  return { timeZone: 'America/Bogota', day: '2026-11-20', ...unused, ...given };
}

export function campaignPage(items: BulkCampaign[], given: Partial<CampaignPage> = {}): CampaignPage {
  return { items, timeZone: testLine().timeZone, nextCursor: null, epoch: 'e1', seq: 10, ...given };
}

export function testRecipient(given: Partial<BulkRecipient> = {}): BulkRecipient {
  return {
    id: 'r1',
    phoneNumber: '573001234567',
    name: 'Luz Marina',
    variables: {},
    status: 'pending',
    reason: null,
    conversationId: null,
    sentAt: null,
    answeredAt: null,
    ...given,
  };
}

/** What is told of a campaign: its figures, and with `whole` the campaign itself. */
export function progressOf(campaign: BulkCampaign, whole = false): FrontendEventData<'bulk_message_progress'> {
  const { id: campaignId, status, counts, answered, optedOut, etaSeconds, pause } = campaign;
  const figures = { campaignId, status, ...counts, answered, optedOut, etaSeconds, pause };
  return { clientCode: 'demo', at: '2026-11-20T10:00:00.000Z', ...figures, ...(whole && { campaign }) };
}
