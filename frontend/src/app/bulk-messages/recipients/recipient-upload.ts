import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { BulkCampaign, Consent, GivenRecipient, LeftOutReason, RecipientSource } from '#contract/bulk-campaigns';
import { MOST_RECIPIENTS, RECIPIENTS_AT_ONCE } from '#contract/campaign-rules';
import { PortionedUpload } from '../../table-files/portioned-upload';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';
import { AddingRecipients } from '../draft/adding-recipients';

/** What came of adding recipients. */
export interface AddedOutcome {
  readonly added: number;
  /** Why the server has left out how many. */
  readonly leftOut: Readonly<Partial<Record<LeftOutReason, number>>>;
  /** Those for whom there is no room in one campaign. */
  readonly noRoom: number;
}

const nothingAdded: AddedOutcome = { added: 0, leftOut: {}, noRoom: 0 };

/** Recipients to add: as many as are asked for, in their order. */
export type RecipientBatches = (from: number, count: number) => Promise<readonly GivenRecipient[]>;

/** What is kept of where they come from. */
export interface AddedFrom {
  readonly consent: Consent;
  readonly source: RecipientSource;
}

/** Brings recipients to a draft, a thousand at a time. Those it has taken count once: nobody is in a campaign twice. */
@Injectable()
export class RecipientUpload extends PortionedUpload {
  readonly #api = inject(CampaignsApi);
  readonly #adding = inject(AddingRecipients);
  readonly #campaign = inject(CampaignStore);

  readonly #outcome = signal(nothingAdded);
  readonly outcome = this.#outcome.asReadonly();

  /** Adds `count` of them; resolves once all are added or it stands still. */
  async add(batches: RecipientBatches, count: number, from: AddedFrom): Promise<void> {
    const { room } = this.#draft();
    this.#outcome.set({ ...nothingAdded, noRoom: Math.max(0, count - room) });
    this.startOver(Math.min(count, room));
    await this.goOn(batches, from);
  }

  /** From where it stands still. */
  async goOn(batches: RecipientBatches, from: AddedFrom): Promise<void> {
    this.#adding.isOn.set(true);
    try {
      await this.takeAll(async (next, left) => {
        const recipients = await batches(next, Math.min(RECIPIENTS_AT_ONCE, left));
        if (recipients.length > 0) await this.#addOne(recipients, from);
        return recipients.length;
      });
    } finally {
      this.#adding.isOn.set(false);
    }
  }

  async #addOne(recipients: readonly GivenRecipient[], from: AddedFrom): Promise<void> {
    const { id, total } = this.#draft();
    const answer = await firstValueFrom(this.#api.addRecipients(id, recipients, from));
    // By what the campaign has now: of a batch whose answer was lost, the second try finds its own as duplicates.
    const added = answer.campaign.counts.total - total;
    this.#campaign.take(answer);
    this.#outcome.update((before) => withBatch(before, added, recipients.length, answer.leftOut));
  }

  #draft(): { id: string; total: number; room: number } {
    const campaign: BulkCampaign | null = this.#campaign.campaign();
    const total = campaign?.counts.total ?? 0;
    return { id: campaign?.id ?? '', total, room: MOST_RECIPIENTS - total };
  }
}

/** What was left out for any other reason is as the server says; the rest of a batch that did not come in was there. */
function withBatch(
  { added: before, leftOut, noRoom }: AddedOutcome,
  added: number,
  given: number,
  refused: readonly { reason: LeftOutReason }[],
): AddedOutcome {
  const counts = { ...leftOut };
  const others = refused.filter(({ reason }) => reason !== 'duplicate');
  for (const { reason } of others) counts[reason] = (counts[reason] ?? 0) + 1;
  const duplicates = Math.max(0, given - added - others.length);
  if (duplicates > 0) counts.duplicate = (counts.duplicate ?? 0) + duplicates;
  return { added: before + added, leftOut: counts, noRoom };
}
