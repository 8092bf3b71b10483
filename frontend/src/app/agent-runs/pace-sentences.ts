import { type CampaignPace, gapSeconds } from '#contract/campaign-rules';
import type { Formats } from '../i18n';

/** What is said of how fast the bot writes first, and when it does not. */
export interface PaceSentence {
  /** A key below `agentRuns`. */
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export function sentencesOf(pace: CampaignPace, formats: Formats): PaceSentence[] {
  const [least, most] = [0, 1].map((draw) => Math.round(gapSeconds(pace, null, draw)));
  const figures = {
    least: formats.number(least ?? 0),
    most: formats.number(most ?? 0),
    perDay: formats.number(pace.perDay),
  };
  const { quietHours, warmUp } = pace;
  return [
    { key: most === 0 ? 'paceNoGap' : least === most ? 'paceEven' : 'pace', params: figures },
    ...(warmUp ? [{ key: 'paceWarmUp', params: {} }] : []),
    quietHours ? { key: 'paceQuiet', params: { ...quietHours } } : { key: 'paceAnyTime', params: {} },
  ];
}
