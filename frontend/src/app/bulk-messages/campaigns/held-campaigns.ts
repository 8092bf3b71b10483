import type { BulkCampaign, CampaignPage } from '#contract/bulk-campaigns';
import type { FrontendEventData } from '../../realtime';

export type CampaignProgress = FrontendEventData<'bulk_message_progress'>;

/** The campaigns that are held, newest first, and the log their versions belong to; null before the first page. */
export interface HeldCampaigns {
  readonly epoch: string | null;
  readonly campaigns: readonly BulkCampaign[];
  /** Where the next page begins; null at the end of the list. */
  readonly nextCursor: string | null;
  /** Drafts that were thrown away: a page from before does not bring them back. */
  readonly removed: ReadonlySet<string>;
}

export const noCampaigns: HeldCampaigns = { epoch: null, campaigns: [], nextCursor: null, removed: new Set() };

/** Begins the list anew with its first page; what has changed after that was read stays. */
export function withFirstPage(held: HeldCampaigns, page: CampaignPage): HeldCampaigns {
  const isSameLog = held.epoch === null || held.epoch === page.epoch;
  const { epoch, nextCursor } = page;
  const changedSince = isSameLog ? held.campaigns.filter(({ version }) => version > page.seq) : [];
  const begun: HeldCampaigns = { epoch, nextCursor, campaigns: [], removed: isSameLog ? held.removed : new Set() };
  return [...page.items, ...changedSince].reduce(withCampaign, begun);
}

/** Puts the page behind what is held in. */
export function withNextPage(held: HeldCampaigns, page: CampaignPage): HeldCampaigns {
  return page.items.reduce(withCampaign, { ...held, nextCursor: page.nextCursor });
}

/** Puts a campaign in its place, or keeps the newer of two versions. */
function withCampaign(held: HeldCampaigns, campaign: BulkCampaign): HeldCampaigns {
  const { campaigns, removed } = held;
  if (removed.has(campaign.id)) return held;
  const known = campaigns.find(({ id }) => id === campaign.id);
  if (known) {
    const newer = newerOf(known, campaign);
    return { ...held, campaigns: campaigns.map((other) => (other === known ? newer : other)) };
  }
  return { ...held, campaigns: [...campaigns, campaign].toSorted(newestFirst) };
}

export function newerOf(known: BulkCampaign, other: BulkCampaign): BulkCampaign {
  return known.version > other.version ? known : other;
}

/** What an event says of the campaigns that are held. */
export function withProgress(held: HeldCampaigns, progress: CampaignProgress): HeldCampaigns {
  const { campaignId, campaign, removed } = progress;
  if (removed) return without(held, campaignId);
  if (campaign) return isBehind(held, campaign) ? held : withCampaign(held, campaign);
  return { ...held, campaigns: held.campaigns.map((one) => (one.id === campaignId ? counted(one, progress) : one)) };
}

/** A draft that was thrown away, for good. */
export function without(held: HeldCampaigns, campaignId: string): HeldCampaigns {
  const others = held.campaigns.filter(({ id }) => id !== campaignId);
  return { ...held, campaigns: others, removed: new Set([...held.removed, campaignId]) };
}

/** Its figures as an event has them. Only a whole campaign tells of its state: it alone has a version to go by. */
export function counted(campaign: BulkCampaign, progress: CampaignProgress): BulkCampaign {
  const { total, pending, sent, delivered, read, failed, skipped, uncertain } = progress;
  const { answered, optedOut, etaSeconds, pause } = progress;
  const counts = { total, pending, sent, delivered, read, failed, skipped, uncertain };
  return { ...campaign, counts, answered, optedOut, etaSeconds, pause };
}

/** Whether it belongs to a page that was not loaded yet, and comes with that. */
function isBehind({ campaigns, nextCursor }: HeldCampaigns, campaign: BulkCampaign): boolean {
  const last = campaigns.at(-1);
  return nextCursor !== null && last !== undefined && newestFirst(last, campaign) < 0;
}

function newestFirst(one: BulkCampaign, other: BulkCampaign): number {
  return other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id);
}
