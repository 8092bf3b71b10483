import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { UpdateCampaignRequest } from '#contract/bulk-campaigns';
import { sortError } from '../../errors';
import { UnsavedChanges } from '../../unsaved-changes';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';

/** Milliseconds without a change after which what was changed is saved. */
const PAUSE = 600;

/**
 * What is changed of the campaign that is looked at, saved by itself once somebody pauses. What could not be saved stays here
 * until it is, and is asked about before it is left behind.
 */
@Injectable()
export class DraftChanges {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<boolean> | null = null;

  readonly #waiting = signal<UpdateCampaignRequest>({});
  readonly #sent = signal<UpdateCampaignRequest>({});
  readonly #state = signal<'saved' | 'waiting' | 'saving' | 'failed'>('saved');
  readonly #failure = signal('');

  /** What the server does not have yet, as far as is known. */
  readonly unsaved = computed<UpdateCampaignRequest>(() => ({ ...this.#sent(), ...this.#waiting() }));
  readonly state = this.#state.asReadonly();
  /** Why it could not be saved, as a translation key. */
  readonly failure = this.#failure.asReadonly();

  constructor() {
    inject(UnsavedChanges).watch(() => this.#state() !== 'saved');
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
    });
  }

  /** Each field that is named is replaced as a whole. */
  change(change: UpdateCampaignRequest): void {
    this.#waiting.update((waiting) => ({ ...waiting, ...change }));
    this.#state.set('waiting');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE);
  }

  /** Saves at once what waits; resolves to whether nothing is left to save. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#saving) await this.#saving;
    if (this.#isNothingWaiting()) return this.#state() === 'saved';
    this.#saving = this.#send();
    const isSaved = await this.#saving;
    this.#saving = null;
    return isSaved;
  }

  /** Forgets what is not saved; what is on its way may still arrive. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#waiting.set({});
    this.#sent.set({});
    this.#state.set(this.#saving ? 'saving' : 'saved');
  }

  async #send(): Promise<boolean> {
    const change = this.#waiting();
    this.#waiting.set({});
    this.#sent.set(change);
    this.#state.set('saving');
    try {
      this.#campaign.take(await firstValueFrom(this.#api.change(this.#campaign.id(), change)));
      this.#sent.set({});
      this.#state.update((state) => (state === 'saving' ? 'saved' : state));
      return true;
    } catch (error) {
      this.#waiting.set(this.unsaved());
      this.#sent.set({});
      this.#failure.set(sortError(error).message);
      this.#state.set(this.#isNothingWaiting() ? 'saved' : 'failed');
      return false;
    }
  }

  #isNothingWaiting(): boolean {
    return Object.keys(this.#waiting()).length === 0;
  }
}

/** A step of a draft. */
export interface DraftStep {
  readonly changes: DraftChanges;
}

/** What was changed in a step is saved before it is left; where it cannot be, somebody has to say that they leave it. */
export const saveBeforeLeaving: CanDeactivateFn<DraftStep> = async ({ changes }) => {
  const unsaved = inject(UnsavedChanges);
  await changes.save();
  const leaves = await unsaved.mayLeave();
  if (leaves) changes.drop();
  return leaves;
};
