import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { rxMethod } from '@ngrx/signals/rxjs-interop';
import { catchError, EMPTY, exhaustMap, expand, filter, last, pipe, reduce, switchMap, tap, throttleTime } from 'rxjs';
import type { MergeSuggestion, MergeSuggestionPage } from '#contract/contact-merging';
import type { Contact } from '#contract/conversations';
import { WhatsAppRealtimeService } from '../realtime';
import { MergingApi } from './merging-api';

const PAGE_SIZE = 50;
/** While contacts are imported they are looked for anew at most once in so many milliseconds. */
const RENEWED_EVERY = 10_000;

/** What was decided here about two contacts; it stays in its place until they are looked for anew. */
export type Decision = 'merged' | 'slow' | 'distinct';

/** Two contacts who may be one, and what became of that. */
export interface Suggested extends MergeSuggestion {
  readonly key: string;
  readonly decision: Decision | null;
  /** One of them is no contact any more. */
  readonly isGone: boolean;
}

/** Contacts who may be one person, as many as somebody wanted to see, live. */
@Injectable()
export class DuplicatesStore {
  readonly #api = inject(MergingApi);
  readonly #rows = signal<readonly Suggested[]>([]);
  readonly #nextCursor = signal<string | null>(null);
  readonly #state = signal<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  readonly #more = signal<'idle' | 'loading' | 'failed'>('idle');

  /** Those who are being compared; the event may be here before the answer. */
  readonly #compared = signal<string | null>(null);

  /** What is about a contact that is gone goes, unless it was decided here. */
  readonly rows = computed(() =>
    this.#rows().filter(({ key, isGone, decision }) => !isGone || isMerged(decision) || key === this.#compared()),
  );
  /** Those who are being compared; null for none. */
  readonly compared = computed(() => this.#rows().find(({ key }) => key === this.#compared()) ?? null);
  readonly state = this.#state.asReadonly();
  readonly more = this.#more.asReadonly();
  readonly hasMore = computed(() => this.#nextCursor() !== null);
  /** How many are to be decided, of those that were read. */
  readonly open = computed(() => this.#rows().filter(({ decision, isGone }) => decision === null && !isGone).length);

  readonly #look = rxMethod<{ keepsDecisions: boolean }>(
    pipe(
      tap(() => {
        if (this.#rows().length === 0) this.#state.set('loading');
      }),
      switchMap(({ keepsDecisions }) =>
        this.#read().pipe(
          tap((page) => {
            const rows = page.items.map(suggested);
            this.#rows.update((before) => (keepsDecisions ? withDecided(rows, before) : rows));
            this.#nextCursor.set(page.nextCursor);
            this.#more.set('idle');
            this.#state.set('ready');
          }),
          catchError(() => {
            if (this.#rows().length === 0) this.#state.set('failed');
            return EMPTY;
          }),
        ),
      ),
    ),
  );

  /** Looks for them anew; what is shown stays until then. */
  look(): void {
    this.#look({ keepsDecisions: false });
  }

  /** Reads those behind what is shown, once at a time. */
  readonly loadMore = rxMethod<void>(
    exhaustMap(() => {
      const cursor = this.#nextCursor();
      if (cursor === null) return EMPTY;
      this.#more.set('loading');
      return this.#read(cursor).pipe(
        tap((page) => {
          this.#more.set('idle');
          if (this.#nextCursor() !== cursor) return;
          const held = new Set(this.#rows().map(({ key }) => key));
          this.#rows.update((rows) => [...rows, ...page.items.map(suggested).filter(({ key }) => !held.has(key))]);
          this.#nextCursor.set(page.nextCursor);
        }),
        catchError(() => {
          this.#more.set('failed');
          return EMPTY;
        }),
      );
    }),
  );

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    realtime
      .on('contact_updated')
      .pipe(takeUntilDestroyed())
      .subscribe(({ contact }) => {
        this.#rows.update((rows) => rowsWith(rows, contact));
      });
    realtime
      .on('contact_removed')
      .pipe(takeUntilDestroyed())
      .subscribe(({ contactId }) => {
        this.#rows.update((rows) => rowsWithout(rows, contactId));
      });
    realtime
      .on('contacts_imported')
      .pipe(throttleTime(RENEWED_EVERY, undefined, { leading: false, trailing: true }), takeUntilDestroyed())
      .subscribe(() => {
        this.#look({ keepsDecisions: true });
      });
    realtime
      .on('settings_changed')
      .pipe(
        filter(({ kind }) => kind === 'distinctContacts'),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.#look({ keepsDecisions: true });
      });
    realtime
      .on('system_message')
      .pipe(
        filter(({ code }) => code === 'merge_given_up'),
        takeUntilDestroyed(),
      )
      .subscribe(({ params: { contactId = '', otherId = '' } }) => {
        this.#rows.update((rows) => rowsGivenUp(rows, [contactId, otherId]));
      });
    realtime.startOver$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.look();
    });
  }

  /** Compares two; null for none any more. */
  compare(key: string | null): void {
    this.#compared.set(key);
  }

  decide(key: string, decision: Decision | null): void {
    this.#rows.update((rows) => rows.map((row) => (row.key === key ? { ...row, decision } : row)));
  }

  /** Pages with nobody in them lead on. */
  #read(cursor?: string) {
    return this.#api.suggestions(PAGE_SIZE, cursor).pipe(
      expand(({ items, nextCursor }) =>
        items.length === 0 && nextCursor !== null ? this.#api.suggestions(PAGE_SIZE, nextCursor) : EMPTY,
      ),
      reduce((_before, page: MergeSuggestionPage) => page),
      last(),
    );
  }
}

function suggested(suggestion: MergeSuggestion): Suggested {
  return { ...suggestion, key: suggestion.contacts.map(({ id }) => id).join(' '), decision: null, isGone: false };
}

function rowsWith(rows: readonly Suggested[], contact: Contact): readonly Suggested[] {
  const isOf = (row: Suggested) =>
    row.contacts.some(({ id, version }) => id === contact.id && version < contact.version);
  if (!rows.some(isOf)) return rows;
  const renewed = <Known extends Contact>(known: Known): Known =>
    known.id === contact.id ? { ...known, ...contact } : known;
  return rows.map((row) => {
    if (!isOf(row)) return row;
    const [one, other] = row.contacts;
    return { ...row, contacts: [renewed(one), renewed(other)] };
  });
}

function rowsWithout(rows: readonly Suggested[], contactId: string): readonly Suggested[] {
  const isOf = ({ contacts }: Suggested) => contacts.some(({ id }) => id === contactId);
  return rows.some(isOf) ? rows.map((row) => (isOf(row) ? { ...row, isGone: true } : row)) : rows;
}

/** They stay two, and may be made one later. */
function rowsGivenUp(rows: readonly Suggested[], contactIds: readonly string[]): readonly Suggested[] {
  return rows.map((row) =>
    row.decision === 'slow' && row.contacts.some(({ id }) => contactIds.includes(id))
      ? { ...row, decision: null }
      : row,
  );
}

/** What was decided here stays in its place; what a colleague has taken back is to be decided again. */
function withDecided(rows: readonly Suggested[], before: readonly Suggested[]): readonly Suggested[] {
  const decided = new Map(before.filter(({ decision }) => decision !== null).map((row) => [row.key, row] as const));
  const renewed = rows.map((row) => {
    const known = decided.get(row.key);
    return known && isMerged(known.decision) ? { ...row, decision: known.decision } : row;
  });
  const found = new Set(rows.map(({ key }) => key));
  for (const [place, row] of before.entries()) {
    if (row.decision !== null && !found.has(row.key)) renewed.splice(place, 0, row);
  }
  return renewed;
}

function isMerged(decision: Decision | null): boolean {
  return decision === 'merged' || decision === 'slow';
}
