import { inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, merge, switchMap, tap, throttleTime } from 'rxjs';
import type { ContactChoice, ContactCounts } from '#contract/contacts';
import { WhatsAppRealtimeService } from '../../realtime';
import { ContactsApi } from './contacts-api';

/** They are counted again at most once in so many milliseconds. */
const COUNT_EVERY = 2_000;

/** How many contacts a choice is about, live. */
@Injectable()
export class ContactTotals {
  readonly #api = inject(ContactsApi);
  readonly #choice = signal<ContactChoice>({});
  readonly #counts = signal<ContactCounts | null>(null);

  readonly #count = rxMethod<ContactChoice>(
    switchMap((choice) =>
      this.#api.counts(choice).pipe(
        tap((counts) => {
          this.#counts.set(counts);
        }),
        catchError(() => EMPTY),
      ),
    ),
  );

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    merge(realtime.on('contact_updated'), realtime.on('contact_removed'), realtime.on('contacts_imported'))
      .pipe(throttleTime(COUNT_EVERY, undefined, { leading: true, trailing: true }), takeUntilDestroyed())
      .subscribe(() => {
        this.#count(this.#choice());
      });
    realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.look(this.#choice());
    });
  }

  /** Counts those of this choice. */
  look(choice: ContactChoice): void {
    this.#choice.set(choice);
    this.#counts.set(null);
    this.#count(choice);
  }

  /** Null until they were counted. */
  all(): number | null {
    return this.#counts()?.total ?? null;
  }

  /** How many are in a stage, or in none; null until they were counted. */
  inStage(id: string | null): number | null {
    const counts = this.#counts();
    return counts && (counts.stages.find(({ stage }) => stage === id)?.contacts ?? 0);
  }
}
