import { inject, Injectable, signal } from '@angular/core';
import { finalize, type Observable } from 'rxjs';
import type { CloudApiCheck } from '#contract/cloud-api';
import { toApiError } from '../../api';
import { EnhancedErrorHandlerService } from '../../errors';
import { SessionsApi } from '../sessions-api';
import { SessionsStore } from '../sessions-store';

/** What was found out about the lines over Meta's Cloud API of one page. One examination at a time. */
@Injectable()
export class LineChecks {
  readonly #api = inject(SessionsApi);
  readonly #store = inject(SessionsStore);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #found = signal<Readonly<Record<string, readonly CloudApiCheck[]>>>({});
  readonly #doing = signal<'examining' | 'subscribing' | null>(null);
  readonly #refusal = signal<string | null>(null);

  /** By line. */
  readonly found = this.#found.asReadonly();
  /** What is being done, whose answer is awaited. */
  readonly doing = this.#doing.asReadonly();
  /** Why Meta would not subscribe, in its own words. */
  readonly refusal = this.#refusal.asReadonly();

  examine(sessionId: string): void {
    this.#await('examining', sessionId, this.#api.examine(sessionId));
  }

  subscribe(sessionId: string): void {
    this.#await('subscribing', sessionId, this.#api.subscribe(sessionId));
  }

  #await(what: 'examining' | 'subscribing', sessionId: string, answer: Observable<readonly CloudApiCheck[]>): void {
    if (this.#doing() !== null) return;
    this.#doing.set(what);
    this.#refusal.set(null);
    answer
      .pipe(
        finalize(() => {
          this.#doing.set(null);
        }),
      )
      .subscribe({
        next: (checks) => {
          this.#found.update((found) => ({ ...found, [sessionId]: checks }));
          this.#store.refresh(sessionId);
        },
        error: (error: unknown) => {
          const { type, detail } = toApiError(error);
          if (type === 'conflict' && detail) this.#refusal.set(detail);
          else this.#errors.tellFailure(error);
        },
      });
  }
}
