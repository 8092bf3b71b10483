/** How fast a bot leaves that writes to contacts first. Imports no schema, so that the browser bundle stays small. */

import { PACE_LIMITS, PACES, type CampaignPace, type LineKind } from './campaign-rules.ts';

/** What of a pace a kind of line does not allow: at which field, and why in English. */
export function excessOf(pace: CampaignPace, kind: LineKind): { field: string; message: string }[] {
  const { shortestGap, perMinute, perDay } = PACE_LIMITS[kind];
  return [
    pace.gapSeconds.from < shortestGap && {
      field: 'gapSeconds.from',
      message: `Leave at least ${String(shortestGap)} seconds between two messages on this kind of line.`,
    },
    pace.perMinute > perMinute && {
      field: 'perMinute',
      message: `Send at most ${String(perMinute)} a minute on this kind of line.`,
    },
    pace.perDay > perDay && { field: 'perDay', message: `Send at most ${String(perDay)} a day on this kind of line.` },
  ].filter((excess) => excess !== false);
}

/**
 * By which kind a bot's pace is judged that may write through any of these lines: where one of them is linked by QR, by that,
 * because only such a number is lost by going too fast.
 */
export function kindOfRuns(lines: readonly { readonly kind: LineKind }[]): LineKind {
  return lines.length > 0 && lines.every(({ kind }) => kind === 'cloud-api') ? 'cloud-api' : 'whatsapp-web';
}

/**
 * How fast the bot writes first through a kind of line: carefully where nobody has chosen, as each kind has it where one of the
 * paces was, and by figures of one's own where the line allows them; else carefully again.
 */
export function paceOfRuns(kind: LineKind, chosen?: CampaignPace): CampaignPace {
  if (!chosen) return PACES[kind].careful;
  const { profile, quietHours, warmUp } = chosen;
  if (profile !== 'own') return { ...PACES[kind][profile], quietHours, warmUp };
  return excessOf(chosen, kind).length === 0 ? chosen : { ...PACES[kind].careful, quietHours, warmUp };
}
