import type { CampaignStop } from '#contract/bulk-campaigns';
import { forgetRecipients, removeSomeRecipients, skipSomeUnsent } from '../campaign-recipients/index.ts';
import type { Store, Writing } from '../storage/index.ts';
import {
  changeCampaign,
  deleteCampaign,
  discardCampaign,
  findCampaign,
  findHalfRemoved,
  type CampaignRow,
} from './campaign-store.ts';

export const waitsNoMore = { waitingFor: null, waitingUntil: null };

/** Everybody had their turn: says so on every screen. A campaign that is no longer running stays as it is. */
export async function completeCampaign(writing: Writing, { clientCode, id }: CampaignRow): Promise<void> {
  const campaign = await findCampaign(writing.database, clientCode, id);
  if (campaign?.status !== 'running' || campaign.pending > 0) return;
  await changeCampaign(writing, campaign, { status: 'completed', finishedAt: writing.now, ...waitsNoMore });
  const failed = campaign.failed + campaign.uncertain;
  await tell(writing, campaign, failed > 0 ? 'campaign_failed_some' : 'campaign_completed', { failed: String(failed) });
}

/** Stops it to protect the number, and says why on every screen. One that is no longer running stays as it is. */
export async function stopCampaign(
  writing: Writing,
  { clientCode, id }: Pick<CampaignRow, 'clientCode' | 'id'>,
  reason: CampaignStop,
): Promise<void> {
  const campaign = await findCampaign(writing.database, clientCode, id);
  if (campaign?.status !== 'running') return;
  await changeCampaign(writing, campaign, { status: 'stopped', stopped: reason, ...waitsNoMore });
  await tell(writing, campaign, 'campaign_stopped', { reason });
}

/** Nobody gets it any more; what has left stays. Those who have not had their turn say so once `passOverUnsent` is through. */
export function cancelCampaign(writing: Writing, campaign: CampaignRow): Promise<CampaignRow> {
  return changeCampaign(writing, campaign, {
    status: 'cancelled',
    finishedAt: writing.now,
    startAt: null,
    ...waitsNoMore,
  });
}

/** To be called for a cancelled campaign, at the next start too where that did not come to its end. */
export async function passOverUnsent(
  store: Store,
  { clientCode, id }: Pick<CampaignRow, 'clientCode' | 'id'>,
): Promise<CampaignRow> {
  for (;;) {
    const { isMore, row } = await store.write(async (writing) => {
      const more = await skipSomeUnsent(writing, { clientCode, id }, 'cancelled');
      return { isMore: more, row: await changeCampaign(writing, { clientCode, id }, {}) };
    });
    if (!isMore) return row;
  }
}

/** Takes all recipients out of a draft: nobody is in it from here on. What that leaves behind goes with `finishRemoval`. */
export async function emptyDraft(writing: Writing, campaign: CampaignRow): Promise<CampaignRow> {
  await forgetRecipients(writing, campaign);
  return changeCampaign(writing, campaign, {});
}

/** Throws a draft away: it is gone from here on. What that leaves behind goes with `finishRemoval`. */
export async function discardDraft(writing: Writing, campaign: CampaignRow): Promise<CampaignRow> {
  await discardCampaign(writing, campaign);
  return campaign;
}

/**
 * To be called for a draft that is emptied or thrown away, at the next start too where that did not come to its end. Each write
 * goes by what is asked for by then: one that is being emptied may be thrown away meanwhile, and several may do this at once.
 */
export async function finishRemoval(store: Store, campaign: Pick<CampaignRow, 'clientCode' | 'id'>): Promise<void> {
  while (await store.write((writing) => removeSome(writing, campaign)));
}

/** Whether there may be more to do. */
async function removeSome(writing: Writing, campaign: Pick<CampaignRow, 'clientCode' | 'id'>): Promise<boolean> {
  const row = await findHalfRemoved(writing.database, campaign);
  if (!row) return false;
  if (await removeSomeRecipients(writing, row)) return true;
  if (row.removing === 'recipients') await changeCampaign(writing, row, { removing: null });
  else await deleteCampaign(writing, row);
  return false;
}

const levels = { campaign_completed: 'info', campaign_failed_some: 'warning', campaign_stopped: 'error' } as const;

async function tell(
  { event }: Writing,
  { clientCode, id, name }: CampaignRow,
  code: keyof typeof levels,
  params: Record<string, string>,
): Promise<void> {
  await event(clientCode, 'system:message', () =>
    Promise.resolve({ level: levels[code], code, params: { campaignId: id, name, ...params } }),
  );
}
