import { inject, Service } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  combineLatest,
  concatMap,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  startWith,
  switchMap,
} from 'rxjs';
import type { Problem } from '#contract/http';
import { ApiClient, toApiError } from '../../api';
import { StoredDrafts, UnsentMessages } from '../../offline';
import { WhatsAppRealtimeService } from '../../realtime';
import { TAB_USER } from '../../tabs';
import { Drafts } from '../composer/drafts';
import { WaitingMessages } from '../sending';

/**
 * A conversation that was deleted takes along what this browser keeps of it: what somebody had begun to write there, and what
 * was not sent. Whatever became of conversations while the browser was away is asked for once it is back.
 */
@Service()
export class RemovedConversations {
  readonly #api = inject(ApiClient);
  readonly #drafts = inject(Drafts);
  readonly #storedDrafts = inject(StoredDrafts);
  readonly #unsent = inject(UnsentMessages);
  readonly #waiting = inject(WaitingMessages);
  readonly #userId = inject(TAB_USER);

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const told$ = realtime.on('conversation_removed').pipe(
      filter(({ mergedInto }) => mergedInto === undefined),
      map(({ conversationId }) => conversationId),
    );
    const missed$ = combineLatest([toObservable(this.#userId), realtime.startOver$.pipe(startWith(undefined))]).pipe(
      switchMap(([userId]) => (userId === null ? EMPTY : this.#gone(userId))),
    );
    merge(told$, missed$)
      .pipe(takeUntilDestroyed())
      .subscribe((conversationId) => void this.#forget(conversationId));
  }

  /** Those of which something is kept here and that are there no more, one after the other. */
  #gone(userId: string): Observable<string> {
    return from(this.#keptOf(userId)).pipe(
      concatMap((ids) => ids),
      concatMap((id) =>
        this.#api.get(`/conversations/${encodeURIComponent(id)}`).pipe(
          ignoreElements(),
          // Only where the server itself says so; out of reach, it is asked the next time.
          catchError((error: unknown) => (saysItIsGone(error) ? of(id) : EMPTY)),
        ),
      ),
    );
  }

  async #keptOf(userId: string): Promise<string[]> {
    const drafts = await this.#storedDrafts.of(userId);
    const unsent = await this.#unsent.of(userId);
    const ids = [...drafts.keys()].map((key) => key.replace(/\/note$/, ''));
    return [...new Set([...ids, ...unsent.map(({ conversationId }) => conversationId)])];
  }

  async #forget(conversationId: string): Promise<void> {
    for (const key of [conversationId, `${conversationId}/note`]) this.#drafts.write(key, '');
    const userId = this.#userId();
    const unsent = userId === null ? [] : await this.#unsent.of(userId);
    for (const message of unsent)
      if (message.conversationId === conversationId) await this.#waiting.change(message, () => null);
  }
}

/** The page of a proxy between may be a 404 too. */
function saysItIsGone(error: unknown): boolean {
  const { problem } = toApiError(error);
  return (problem as Partial<Problem> | null)?.type === 'not-found';
}
