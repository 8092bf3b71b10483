import { type CampaignPace, PACE_LIMITS } from '#contract/campaign-rules';

/** What of a pace is not possible. */
export type PaceFault = 'from' | 'to' | 'perMinute' | 'perDay' | 'quietFrom' | 'quietTo' | 'quietSame';

/** What is wrong with what somebody has typed; NaN stands for no figure, an empty text for no time. */
export function paceFaults(
  { gapSeconds, perMinute, perDay, quietHours }: CampaignPace,
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
    ...quietFaults(quietHours),
  ];
}

/** From and to the same time would be no quiet hours at all. */
function quietFaults(hours: CampaignPace['quietHours']): PaceFault[] {
  if (!hours) return [];
  const { from, to } = hours;
  if (from !== '' && from === to) return ['quietSame'];
  return [...(from === '' ? (['quietFrom'] as const) : []), ...(to === '' ? (['quietTo'] as const) : [])];
}
