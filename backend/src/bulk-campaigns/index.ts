import type { Router } from 'express';
import type { Store } from '../storage/index.ts';
import type { BulkCampaigns } from './bulk-campaigns.ts';
import { campaignControlRoutes } from './campaign-control-routes.ts';
import { CampaignRequests, type CampaignLines } from './campaign-requests.ts';
import { campaignRoutes } from './campaign-routes.ts';
import { optOutRoutes } from './opt-out-routes.ts';
import { recipientRoutes } from './recipient-routes.ts';

export { BulkCampaigns } from './bulk-campaigns.ts';
export { gapAfter, waitOf } from './pace-rules.ts';
export { runAgentRoutes } from './run-agent-routes.ts';

/** Everything of bulk messages under `/api`. `anyNumber` is a number of the country in which national ones are meant. */
export function bulkRoutes(
  store: Store,
  campaigns: BulkCampaigns,
  lines: CampaignLines,
  anyNumber: (clientCode: string) => string,
): Router[] {
  const requests = new CampaignRequests(store, campaigns, lines);
  return [
    campaignRoutes(requests),
    recipientRoutes(requests),
    campaignControlRoutes(requests),
    optOutRoutes(store, anyNumber),
  ];
}
