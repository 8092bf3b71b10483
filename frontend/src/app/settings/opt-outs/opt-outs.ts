import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, filter, merge, type Observable, pipe, switchMap, tap } from 'rxjs';
import type { OptOut, OptOutPage, OptOutRules, OptOutRulesResponse } from '#contract/bulk-campaigns';
import { ApiClient } from '../../api';
import { Followed } from '../../followed';
import { WhatsAppRealtimeService } from '../../realtime';

const PAGE_SIZE = 50;

/** Who of the client's contacts wants no bulk messages, as many as were asked for, and which words say so. */
@Injectable()
export class OptOuts {
  readonly #api = inject(ApiClient);
  readonly #rules = new Followed<OptOutRulesResponse>({
    key: 'opt-out-rules',
    path: '/opt-outs/rules',
    kind: 'optOuts',
  });

  readonly #items = signal<readonly OptOut[]>([]);
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'loading' | 'ready' | 'failed'>('loading');

  readonly items = this.#items.asReadonly();
  readonly hasMore = () => this.#nextCursor() !== null;
  readonly state = this.#state.asReadonly();
  /** Undefined until they are known. */
  readonly rules = () => this.#rules.value()?.rules;
  readonly rulesFailed = this.#rules.failed;

  /** Reads as many as are shown again, from the first on. */
  readonly load = rxMethod<void>(
    pipe(
      switchMap(() => {
        const limit = Math.min(500, Math.max(PAGE_SIZE, this.#items().length));
        return this.#page(limit).pipe(
          tap(({ items, nextCursor }) => {
            this.#items.set(items);
            this.#nextCursor.set(nextCursor);
            this.#state.set('ready');
          }),
          catchError(() => {
            if (this.#state() !== 'ready') this.#state.set('failed');
            return EMPTY;
          }),
        );
      }),
    ),
  );

  /** Loads the page behind what is shown, once at a time. */
  readonly loadMore = rxMethod<void>(
    exhaustMap(() => {
      const cursor = this.#nextCursor();
      if (cursor === null) return EMPTY;
      return this.#page(PAGE_SIZE, cursor).pipe(
        tap(({ items, nextCursor }) => {
          if (this.#nextCursor() !== cursor) return;
          this.#items.update((before) => [...before, ...items]);
          this.#nextCursor.set(nextCursor);
        }),
        catchError(() => EMPTY),
      );
    }),
  );

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    merge(realtime.startOver$, realtime.on('settings_changed').pipe(filter(({ kind }) => kind === 'optOuts')))
      .pipe(takeUntilDestroyed())
      .subscribe(() => {
        this.load();
      });
    this.load();
  }

  retry(): void {
    this.#state.set('loading');
    this.load();
  }

  renewRules(): void {
    this.#rules.renew();
  }

  /** Fails with an `ApiError`. */
  saveRules(rules: OptOutRules): Observable<OptOutRulesResponse> {
    const saved = this.#api.put<OptOutRulesResponse>('/opt-outs/rules', rules).pipe(
      tap((answer) => {
        this.#rules.put(answer);
      }),
    );
    return this.#rules.whileChanging(saved);
  }

  /** Takes a number, in digits, as one that wants no more. */
  add(phoneNumber: string): Observable<unknown> {
    return this.#changed(this.#api.post('/opt-outs', { phoneNumber: `+${phoneNumber}` }));
  }

  /** From now on they may be written to again. */
  remove({ phoneNumber, contactId }: OptOut): Observable<unknown> {
    const whose = phoneNumber === null ? `contacts/${contactId ?? ''}` : encodeURIComponent(phoneNumber);
    return this.#changed(this.#api.delete(`/opt-outs/${whose}`));
  }

  #page(limit: number, cursor?: string): Observable<OptOutPage> {
    return this.#api.get<OptOutPage>('/opt-outs', { query: { limit, cursor } });
  }

  #changed<Answer>(change: Observable<Answer>): Observable<Answer> {
    return change.pipe(
      tap(() => {
        this.load();
      }),
    );
  }
}
