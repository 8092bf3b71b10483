import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  combineLatest,
  concatMap,
  EMPTY,
  from,
  ignoreElements,
  merge,
  type Observable,
  of,
  startWith,
  switchMap,
} from 'rxjs';
import type { MergedProblem } from '#contract/http';
import { ApiClient, toApiError } from '../../api';
import { StoredDrafts, type UnsentMessage, UnsentMessages } from '../../offline';
import { WhatsAppRealtimeService } from '../../realtime';
import { TAB_USER } from '../../tabs';
import { Drafts } from '../composer/drafts';
import { ReplyTargets } from '../composer/reply-targets';
import { WaitingMessages } from '../sending';
import { MergedConversations } from './merged-conversations';

/** A conversation that is no more; `mergedInto` is the one it became part of, undefined where it was deleted. */
interface Removed {
  readonly conversationId: string;
  readonly mergedInto?: string | undefined;
}

/**
 * A conversation that was deleted takes along what this browser keeps of it: what somebody had begun to write there, and what
 * was not sent. What this browser keeps of one that became part of another goes on there. Whatever became of conversations while
 * the browser was away is asked for once it is back.
 */
@Service()
export class RemovedConversations {
  readonly #api = inject(ApiClient);
  readonly #drafts = inject(Drafts);
  readonly #storedDrafts = inject(StoredDrafts);
  readonly #unsent = inject(UnsentMessages);
  readonly #waiting = inject(WaitingMessages);
  readonly #userId = inject(TAB_USER);
  readonly #merged = inject(MergedConversations);
  readonly #replies = inject(ReplyTargets);
  readonly #lost = signal<ReadonlySet<string>>(new Set());

  /** The deleted ones that took along what was begun there, or not sent. */
  readonly lost = this.#lost.asReadonly();

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const missed$ = combineLatest([toObservable(this.#userId), realtime.startOver$.pipe(startWith(undefined))]).pipe(
      switchMap(([userId]) => (userId === null ? EMPTY : this.#gone(userId))),
    );
    merge(realtime.on('conversation_removed'), missed$)
      .pipe(takeUntilDestroyed())
      .subscribe(({ conversationId, mergedInto }: Removed) => {
        if (mergedInto === undefined) void this.#forget(conversationId);
        else this.follow(conversationId, mergedInto);
      });
  }

  /** What was begun or not sent in the one goes on in the other. Done twice it changes nothing. */
  follow(conversationId: string, mergedInto: string): void {
    this.#merged.note(conversationId, mergedInto);
    this.#replies.move(conversationId, mergedInto);
    for (const kind of ['', '/note']) this.#drafts.move(conversationId + kind, mergedInto + kind);
    void this.#moveUnsent(conversationId, mergedInto);
  }

  /** Those of which something is kept here and that are there no more, one after the other. */
  #gone(userId: string): Observable<Removed> {
    return from(this.#keptOf(userId)).pipe(
      concatMap((ids) => ids),
      concatMap((conversationId) =>
        this.#api.get(`/conversations/${encodeURIComponent(conversationId)}`).pipe(
          ignoreElements(),
          // Only where the server itself says so; out of reach, it is asked the next time.
          catchError((error: unknown) => {
            const gone = goneOf(error);
            return gone ? of({ conversationId, mergedInto: gone.mergedInto }) : EMPTY;
          }),
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
    for (const key of [conversationId, `${conversationId}/note`]) {
      if (this.#drafts.read(key) !== '') this.#noteLost(conversationId);
      this.#drafts.write(key, '');
    }
    for (const message of await this.#unsentIn(conversationId)) {
      this.#noteLost(conversationId);
      await this.#waiting.change(message, () => null);
    }
  }

  async #moveUnsent(conversationId: string, mergedInto: string): Promise<void> {
    for (const message of await this.#unsentIn(conversationId))
      await this.#waiting.change(message, (now) => ({ ...now, conversationId: mergedInto }));
  }

  async #unsentIn(conversationId: string): Promise<UnsentMessage[]> {
    const userId = this.#userId();
    const unsent = userId === null ? [] : await this.#unsent.of(userId);
    return unsent.filter((message) => message.conversationId === conversationId);
  }

  #noteLost(conversationId: string): void {
    this.#lost.update((ids) => new Set([...ids, conversationId]));
  }
}

/** Undefined unless the server itself says that it is no more: the page of a proxy between may be a 404 too. */
function goneOf(error: unknown): MergedProblem | undefined {
  const problem = toApiError(error).problem as MergedProblem | null;
  return problem?.type === 'not-found' ? problem : undefined;
}
