import { computed, inject, Injectable, signal } from '@angular/core';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, pipe, tap } from 'rxjs';
import type { BulkRecipient } from '#contract/bulk-campaigns';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';

/** The first recipients of a draft, as many as were looked at: what it says is shown as they will read it. */
@Injectable()
export class SampleRecipients {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);

  readonly #all = signal<readonly BulkRecipient[]>([]);
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'loading' | 'ready' | 'failed'>('loading');

  readonly all = this.#all.asReadonly();
  readonly state = this.#state.asReadonly();
  /** Whether there are more of them than were looked at. */
  readonly hasMore = computed(() => this.#nextCursor() !== null);

  /** Reads the first of them, or the page behind those there are. */
  readonly load = rxMethod<void>(
    pipe(
      exhaustMap(() => {
        this.#state.set('loading');
        const cursor = this.#nextCursor() ?? undefined;
        return this.#api.recipients(this.#campaign.id(), { cursor }).pipe(
          tap(({ items, nextCursor }) => {
            this.#all.update((before) => (cursor === undefined ? items : [...before, ...items]));
            this.#nextCursor.set(nextCursor);
            this.#state.set('ready');
          }),
          catchError(() => {
            this.#state.set('failed');
            return EMPTY;
          }),
        );
      }),
    ),
  );
}
