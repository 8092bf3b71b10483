import { computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { catchError, EMPTY, map, type Observable, Subject, tap } from 'rxjs';
import type { ContactPage } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { ApiClient } from '../../api';
import { DebounceService } from '../../debounce';

/** As many as are looked at; whoever does not find theirs among them types on. */
const MOST = 20;

/**
 * People of the client's whose number is known, by name and number, once the typing pauses. What was found stays until
 * something else is. Made where `inject` may be called, and as long-lived as what it is made in.
 */
export class ContactSearch {
  readonly #api = inject(ApiClient);
  readonly #asked = new Subject<string>();
  readonly #query = signal('');
  readonly #answer = signal<{ query: string; contacts: readonly Contact[] }>({ query: '', contacts: [] });
  readonly #failed = signal<string | null>(null);

  readonly query = this.#query.asReadonly();
  readonly contacts = computed(() => (this.#query().trim() === '' ? [] : this.#answer().contacts));
  readonly state = computed(() => {
    const query = this.#query().trim();
    if (query === '') return 'idle';
    if (this.#answer().query === query) return 'ready';
    return this.#failed() === query ? 'failed' : 'searching';
  });

  constructor() {
    this.#asked
      .pipe(
        inject(DebounceService).latest((query) => this.#ask(query)),
        takeUntilDestroyed(),
      )
      .subscribe();
  }

  search(text: string): void {
    this.#query.set(text);
    this.#failed.set(null);
    const query = text.trim();
    if (query !== '') this.#asked.next(query);
  }

  #ask(query: string): Observable<unknown> {
    return this.#api.get<ContactPage>('/contacts', { query: { q: query, limit: MOST } }).pipe(
      map(({ items }) => items.filter(({ kind, phoneNumber }) => kind === 'person' && phoneNumber !== null)),
      tap((contacts) => {
        this.#answer.set({ query, contacts });
      }),
      catchError(() => {
        this.#failed.set(query);
        return EMPTY;
      }),
    );
  }
}
