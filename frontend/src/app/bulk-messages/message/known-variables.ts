import type { BulkCampaign } from '#contract/bulk-campaigns';
import { EVERYBODYS, gapVariables, unknownVariables } from '#contract/campaign-rules';

/** The same under another name. */
const ENGLISH: ReadonlySet<string> = new Set(['name', 'phone', 'first_name']);

/** What texts may name, by their keys: of everybody the name and number, and what came along with the recipients. */
export function knownVariables(campaign: BulkCampaign | null): string[] {
  const all = [...EVERYBODYS, ...Object.keys(campaign?.variables ?? {})];
  return [...new Set(all)].filter((name) => !ENGLISH.has(name));
}

/** What texts name that no recipient has. While there are none, nobody knows what they will have. */
function unknownIn(texts: readonly string[], campaign: BulkCampaign | null): string[] {
  return campaign && campaign.counts.total > 0 ? unknownVariables(texts, campaign.variables) : [];
}

/** Of what no recipient has that in whose place everybody would read nothing: a campaign does not start with it. */
export function gapsIn(texts: readonly string[], campaign: BulkCampaign | null): string[] {
  const gaps = new Set(gapVariables(texts, campaign?.variables ?? {}));
  return unknownIn(texts, campaign).filter((name) => gaps.has(name));
}

/** Of what no recipient has that in whose place everybody would read the fallback. */
export function fallbacksIn(texts: readonly string[], campaign: BulkCampaign | null): string[] {
  const gaps = new Set(gapsIn(texts, campaign));
  return unknownIn(texts, campaign).filter((name) => !gaps.has(name));
}
