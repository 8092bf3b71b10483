import { type CampaignPace, PACE_LIMITS } from '#contract/campaign-rules';

/** What of a pace is not possible. */
export type PaceFault = 'from' | 'to' | 'perMinute' | 'perDay';

/** What is wrong with figures somebody has typed; NaN stands for none. */
export function paceFaults(
  { gapSeconds, perMinute, perDay }: CampaignPace,
  kind: keyof typeof PACE_LIMITS,
): PaceFault[] {
  const limits = PACE_LIMITS[kind];
  const { from, to } = gapSeconds;
  const isCount = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;
  return [
    ...(from >= limits.shortestGap && from <= limits.longestGap ? [] : (['from'] as const)),
    ...(to >= from && to <= limits.longestGap ? [] : (['to'] as const)),
    ...(isCount(perMinute, limits.perMinute) ? [] : (['perMinute'] as const)),
    ...(isCount(perDay, limits.perDay) ? [] : (['perDay'] as const)),
  ];
}
