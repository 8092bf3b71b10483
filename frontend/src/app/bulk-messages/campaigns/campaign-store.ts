import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { patchState, signalStore, withHooks, withMethods, withState } from '@ngrx/signals';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, filter, finalize, type Observable, pipe, switchMap, tap } from 'rxjs';
import type { BulkCampaign, CampaignLine, CampaignResponse } from '#contract/bulk-campaigns';
import { toApiError } from '../../api';
import { EnhancedErrorHandlerService } from '../../errors';
import { WhatsAppRealtimeService } from '../../realtime';
import { type CampaignAction, CampaignsApi } from './campaigns-api';
import { ClientClock } from './client-clock';
import { type CampaignProgress, counted, newerOf } from './held-campaigns';

interface CampaignState {
  /** Which one is looked at. */
  readonly id: string;
  readonly campaign: BulkCampaign | null;
  /** What estimates go by, as the server said it last. */
  readonly line: CampaignLine | null;
  /** `gone`: there is none such, or none any more. */
  readonly loading: 'first' | 'done' | 'failed' | 'gone';
  /** Whether an action's answer is awaited. */
  readonly busy: boolean;
}

interface TakenCampaign {
  readonly campaign: BulkCampaign;
  readonly line?: CampaignLine | null;
}

const nothingYet: CampaignState = { id: '', campaign: null, line: null, loading: 'first', busy: false };

/** One campaign as it is now, and what can be done with it. */
export const CampaignStore = signalStore(
  withState(nothingYet),
  withMethods((store, clock = inject(ClientClock)) => ({
    /** What an answer says it is, or an event, which says nothing of its line. */
    take({ campaign, line = store.line() }: TakenCampaign): void {
      if (campaign.id !== store.id()) return;
      const known = store.campaign();
      patchState(store, { campaign: known ? newerOf(known, campaign) : campaign, line, loading: 'done' });
      if (line) clock.hear(line.timeZone);
    },
  })),
  withMethods((store, api = inject(CampaignsApi), errors = inject(EnhancedErrorHandlerService)) => {
    /** One action at a time; a failure is told, and nothing else changes. */
    const act = (action: Observable<CampaignResponse>, done?: () => void): void => {
      if (store.busy()) return;
      patchState(store, { busy: true });
      action
        .pipe(
          finalize(() => {
            patchState(store, { busy: false });
          }),
        )
        .subscribe({
          next: (answer) => {
            store.take(answer);
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
              tap((answer) => {
                store.take(answer);
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
      /** At this ISO time; at once where it is null or past. */
      start: (at: string | null) => {
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
      else if (progress.campaign) {
        // Somebody has chosen another line: what estimates go by is that one's.
        const isOtherLine = known !== null && known.sessionId !== progress.campaign.sessionId;
        store.take({ campaign: progress.campaign });
        if (isOtherLine) store._read(store.id());
      } else if (known) patchState(store, { campaign: counted(known, progress) });
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
