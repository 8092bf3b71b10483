import { computed, inject, Injectable } from '@angular/core';
import { Lines } from '../../lines';
import { CampaignStore } from '../campaigns/campaign-store';

/** The line that the campaign looked at goes over. */
@Injectable()
export class DraftLine {
  readonly #lines = inject(Lines);
  readonly #campaign = inject(CampaignStore);

  /** Null where there is no such line any more; undefined until the lines are known. */
  readonly line = computed(() => {
    const sessionId = this.#campaign.campaign()?.sessionId;
    return sessionId === undefined ? undefined : this.#lines.find(sessionId);
  });
  readonly kind = computed(() => this.line()?.kind ?? 'whatsapp-web');
  /** A number of its country, in digits; empty while none is known. */
  readonly neighbour = computed(() => this.line()?.phoneNumber ?? this.line()?.lastPhoneNumber ?? '');
}
