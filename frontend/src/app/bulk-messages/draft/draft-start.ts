import { computed, inject, Injectable } from '@angular/core';
import { localTime, momentOf } from '#contract/time-zones';
import { CampaignStore } from '../campaigns/campaign-store';
import { ClientClock } from '../campaigns/client-clock';
import { DraftChanges } from './draft-changes';

/** When a draft is to start: kept with it at the server. */
@Injectable()
export class DraftStart {
  readonly #campaign = inject(CampaignStore).campaign;
  readonly #changes = inject(DraftChanges);
  readonly #clock = inject(ClientClock);

  /** What was chosen last, before the server has it too: an ISO time; null for at once. */
  readonly at = computed(() => {
    const { startAt = this.#campaign()?.startAt ?? null } = this.#changes.unsaved();
    return startAt;
  });
  /** As a field for date and time has it, in the client's time zone; empty for at once. */
  readonly chosen = computed(() => {
    const at = this.at();
    return at === null ? '' : localTime(this.#clock.timeZone(), new Date(at));
  });

  choose(local: string): void {
    const at = local === '' ? null : new Date(momentOf(local, this.#clock.timeZone())).toISOString();
    this.#changes.change({ startAt: at });
  }

  /** The field's words for a moment. */
  wordsFor(moment: Date): string {
    return localTime(this.#clock.timeZone(), moment);
  }
}
