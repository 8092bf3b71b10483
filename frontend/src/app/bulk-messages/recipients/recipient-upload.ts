import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { BulkCampaign, Consent, GivenRecipient, LeftOutReason, RecipientSource } from '#contract/bulk-campaigns';
import { MOST_RECIPIENTS, RECIPIENTS_AT_ONCE } from '#contract/campaign-rules';
import { EnhancedErrorHandlerService, sortError } from '../../errors';
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

/**
 * Brings recipients to a draft, a thousand at a time. Where the server cannot be reached it stands still until somebody lets
 * it go on; those it has taken already count once, for nobody is in a campaign twice.
 */
@Injectable()
export class RecipientUpload {
  readonly #api = inject(CampaignsApi);
  readonly #adding = inject(AddingRecipients);
  readonly #campaign = inject(CampaignStore);
  readonly #errors = inject(EnhancedErrorHandlerService);
  #next = 0;
  /** How many are to be added altogether. */
  #count = 0;

  readonly #state = signal<'idle' | 'adding' | 'stuck' | 'done'>('idle');
  readonly #part = signal(0);
  readonly #outcome = signal(nothingAdded);
  readonly #failure = signal('');

  readonly state = this.#state.asReadonly();
  /** Which part has been taken, from 0 to 1. */
  readonly part = this.#part.asReadonly();
  readonly outcome = this.#outcome.asReadonly();
  /** Why it stands still, as a translation key. */
  readonly failure = this.#failure.asReadonly();

  /** Adds `count` of them; resolves once all are added or it stands still. */
  async add(batches: RecipientBatches, count: number, from: AddedFrom): Promise<void> {
    const { room } = this.#draft();
    this.#next = 0;
    this.#part.set(0);
    this.#outcome.set({ ...nothingAdded, noRoom: Math.max(0, count - room) });
    this.#count = Math.min(count, room);
    await this.goOn(batches, from);
  }

  /** From where it stands still. */
  async goOn(batches: RecipientBatches, from: AddedFrom): Promise<void> {
    this.#state.set('adding');
    this.#adding.isOn.set(true);
    try {
      while (this.#next < this.#count) {
        const recipients = await batches(this.#next, Math.min(RECIPIENTS_AT_ONCE, this.#count - this.#next));
        if (recipients.length === 0) break;
        await this.#addOne(recipients, from);
        this.#next += recipients.length;
        this.#part.set(this.#next / this.#count);
      }
      this.#state.set('done');
    } catch (error) {
      const { kind, message } = sortError(error);
      if (kind === 'bug') this.#errors.tellFailure(error);
      this.#failure.set(message);
      this.#state.set('stuck');
    } finally {
      this.#adding.isOn.set(false);
    }
  }

  reset(): void {
    this.#state.set('idle');
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
