import type { CampaignPace } from '#contract/campaign-rules';
import type { Formats } from '../../i18n';

/** What a pace's figures are in words: the key of the sentence below `bulkMessages.pace`, and what stands in it. */
export function figuresOf(
  { gapSeconds, perMinute, perDay }: CampaignPace,
  formats: Formats,
): { key: string; params: Record<string, string> } {
  const number = (value: number): string => formats.number(value);
  const { from, to } = gapSeconds;
  const params = { from: number(from), to: number(to), perMinute: number(perMinute), perDay: number(perDay) };
  return { key: to === 0 ? 'figuresNoGap' : 'figures', params };
}
