import type { CampaignStop } from '#contract/bulk-campaigns';
import type { NumberQuality } from '#contract/cloud-api';
import type { SessionReason } from '#contract/whatsapp-sessions';
import type { Reading } from '../storage/index.ts';
import type { CampaignRow } from './campaign-store.ts';

/** What is judged are the last so many messages that came to an end one way or the other. */
const JUDGED = 50;
/** Fewer say nothing. */
const ENOUGH = 20;
const MOST_FAILURES = 0.25;
const MOST_OPT_OUTS = 0.04;

/** WhatsApp's refusal to take first messages of a number, and Meta's word for too many that were marked as spam. */
const restrictions: ReadonlySet<string> = new Set(['whatsapp_463', 'spam_limit']);
const templateEnds: ReadonlySet<string> = new Set(['template_gone', 'template_paused', 'template_refused']);
const bans: ReadonlySet<SessionReason> = new Set(['banned', 'account_restricted']);
const ends: ReadonlySet<SessionReason> = new Set(['logged_out', 'unlinked_by_user', 'number_unknown']);

/** Why a campaign has to stop for what became of its last messages; undefined where it need not. */
export async function judgeMessages(database: Reading, campaign: CampaignRow): Promise<CampaignStop | undefined> {
  const last = await database
    .selectFrom('bulkRecipients')
    .select(['status', 'reason', 'optedOutAt'])
    .where('campaignId', '=', campaign.id)
    .where('status', 'in', ['sent', 'delivered', 'read', 'failed'])
    .where('sentAt', '>', campaign.judgedSince ?? '')
    .orderBy('sentAt', 'desc')
    .limit(JUDGED)
    .execute();
  const failures = last.filter(({ status }) => status === 'failed');
  if (failures.some(({ reason }) => restrictions.has(reason ?? ''))) return 'restricted';
  if (failures.some(({ reason }) => templateEnds.has(reason ?? ''))) return 'template_gone';
  if (last.length < ENOUGH) return undefined;
  if (failures.length / last.length > MOST_FAILURES) return 'failures';
  const optOuts = last.filter(({ optedOutAt }) => optedOutAt !== null);
  return optOuts.length / last.length > MOST_OPT_OUTS ? 'opt_outs' : undefined;
}

/** Why campaigns of a line have to stop for how the line is. */
export function judgeLine(line: {
  reason: SessionReason | null;
  state: string;
  removed: boolean;
  quality: NumberQuality | null;
}): CampaignStop | undefined {
  if (line.reason !== null && bans.has(line.reason)) return 'banned';
  if (line.removed || (line.reason !== null && ends.has(line.reason) && line.state !== 'open')) return 'line_gone';
  return line.quality === 'red' ? 'low_quality' : undefined;
}
