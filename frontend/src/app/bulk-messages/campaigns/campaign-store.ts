import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withHooks, withMethods, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, filter, finalize, type Observable, pipe, switchMap, tap } from 'rxjs';
import type { BulkCampaign } from '#contract/bulk-campaigns';
import { toApiError } from '../../api';
import { EnhancedErrorHandlerService } from '../../errors';
import { WhatsAppRealtimeService } from '../../realtime';
import { type CampaignAction, CampaignsApi } from './campaigns-api';
import { type CampaignProgress, counted, newerOf } from './held-campaigns';

interface CampaignState {
  /** Which one is looked at. */
  readonly id: string;
  readonly campaign: BulkCampaign | null;
  /** `gone`: there is none such, or none any more. */
  readonly loading: 'first' | 'done' | 'failed' | 'gone';
  /** Whether an action's answer is awaited. */
  readonly busy: boolean;
}

const nothingYet: CampaignState = { id: '', campaign: null, loading: 'first', busy: false };

/** One campaign as it is now, and what can be done with it. */
export const CampaignStore = signalStore(
  withState(nothingYet),
  withMethods((store) => ({
    /** What an answer says it is. */
    take(campaign: BulkCampaign): void {
      if (campaign.id !== store.id()) return;
      const known = store.campaign();
      patchState(store, { campaign: known ? newerOf(known, campaign) : campaign, loading: 'done' });
    },
  })),
  withMethods((store, api = inject(CampaignsApi), errors = inject(EnhancedErrorHandlerService)) => {
    /** One action at a time; a failure is told, and nothing else changes. */
    const act = (action: Observable<BulkCampaign>, done?: () => void): void => {
      if (store.busy()) return;
      patchState(store, { busy: true });
      action
        .pipe(
          finalize(() => {
            patchState(store, { busy: false });
          }),
        )
        .subscribe({
          next: (campaign) => {
            store.take(campaign);
            done?.();
          },
          error: (error: unknown) => {
            errors.tellFailure(error);
          },
        });
    };
    return {
      _read: rxMethod<string>(
        pipe(
          switchMap((id) =>
            api.read(id).pipe(
              tap((campaign) => {
                store.take(campaign);
              }),
              catchError((error: unknown) => {
                if (toApiError(error).status === 404) patchState(store, { loading: 'gone', campaign: null });
                else if (store.loading() !== 'done') patchState(store, { loading: 'failed' });
                return EMPTY;
              }),
            ),
          ),
        ),
      ),
      do: (action: CampaignAction) => {
        act(api.do(action, store.id()));
      },
      /** At once without `at`, an ISO time. */
      start: (at: string | undefined) => {
        act(api.start(store.id(), at));
      },
      /** `done` is called once nobody is left. */
      empty: (done: () => void) => {
        act(api.empty(store.id()), done);
      },
    };
  }),
  withMethods((store) => ({
    open(id: string): void {
      patchState(store, { ...nothingYet, id });
      store._read(id);
    },
    retry(): void {
      patchState(store, { loading: 'first' });
      store._read(store.id());
    },
    _hear(progress: CampaignProgress): void {
      const known = store.campaign();
      if (progress.removed) patchState(store, { campaign: null, loading: 'gone' });
      else if (progress.campaign) store.take(progress.campaign);
      else if (known) patchState(store, { campaign: counted(known, progress) });
    },
  })),
  withHooks((store, realtime = inject(WhatsAppRealtimeService)) => ({
    onInit(): void {
      realtime
        .on('bulk_message_progress')
        .pipe(
          filter(({ campaignId }) => campaignId === store.id()),
          takeUntilDestroyed(),
        )
        .subscribe((progress) => {
          store._hear(progress);
        });
      realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
        // Versions of two logs cannot be compared: whatever comes is newer.
        patchState(store, ({ campaign }) => ({ campaign: campaign && { ...campaign, version: -1 } }));
        store._read(store.id());
      });
    },
  })),
);
