import type { BulkCampaign, CampaignStatus, RecipientStatus } from '#contract/bulk-campaigns';
import type { IconName, Tone } from '../../ui';

/** How each state of a campaign looks; its word stands beside it. */
export const STATUS_LOOKS: Readonly<Record<CampaignStatus, { readonly tone: Tone; readonly icon: IconName }>> = {
  draft: { tone: 'neutral', icon: 'pencil' },
  scheduled: { tone: 'neutral', icon: 'clock' },
  running: { tone: 'success', icon: 'play' },
  paused: { tone: 'warning', icon: 'pause' },
  stopped: { tone: 'danger', icon: 'triangle-alert' },
  completed: { tone: 'success', icon: 'circle-check' },
  cancelled: { tone: 'neutral', icon: 'circle-x' },
};

/** From what went best to what is still to go: the order of the parts of a bar and of its legend. */
export const RECIPIENT_STATUSES: readonly RecipientStatus[] = [
  'read',
  'delivered',
  'sent',
  'uncertain',
  'failed',
  'skipped',
  'pending',
];

export const RECIPIENT_ICONS: Readonly<Record<RecipientStatus, IconName>> = {
  read: 'check-check',
  delivered: 'check-check',
  sent: 'check',
  uncertain: 'circle-question-mark',
  failed: 'circle-x',
  skipped: 'circle-minus',
  pending: 'clock',
};

/** Whether it may still send. */
export function isUnderWay({ status }: Pick<BulkCampaign, 'status'>): boolean {
  return status === 'scheduled' || status === 'running' || status === 'paused' || status === 'stopped';
}

/** Those with whom nothing more is to be done; of a cancelled campaign those whose turn came before. */
export function settled({ status, counts }: Pick<BulkCampaign, 'status' | 'counts'>): number {
  const { total, pending, skipped } = counts;
  return total - pending - (status === 'cancelled' ? skipped : 0);
}

/** A length of time in the language's own words: whole minutes up to two hours, then hours, then days. */
export function durationWords(seconds: number, language: string): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const [value, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1_440), 'day'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
