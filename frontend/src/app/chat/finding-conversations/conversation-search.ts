import { computed, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { catchError, EMPTY, forkJoin, map, type Observable, Subject, tap } from 'rxjs';
import type { Conversation, ConversationPage } from '#contract/conversations';
import { searchTerms } from '#contract/search-words';
import { ApiClient } from '../../api';
import { CacheService } from '../../cache';
import { contactName } from '../../contact-names';
import { OpenConversations } from '../conversation/open-conversations';
import { ConversationListStore } from '../conversation-list/conversation-list-store';
import { belongsToSearch } from '../conversation-list/search-query';
import { DebounceService } from '../../debounce';
import { nameRank } from '../../found-text';
import { formatPhoneNumber } from '../../i18n';
import { Lines } from '../../lines';
import { WhatsAppRealtimeService } from '../../realtime';

/** As many as are looked at; whoever does not find theirs among them types on. */
const MOST = 8;
/** Where nothing is searched for, what else there is stands below them. */
const MOST_AT_FIRST = 5;

export interface FoundConversation {
  readonly conversation: Conversation;
  /** Empty where neither a name nor a number is known. */
  readonly name: string;
  /** What else tells it from others: its number and, where there are several, its line. */
  readonly details: readonly string[];
}

/**
 * Conversations by name and number: at once those this browser holds, then what the server finds besides, open and closed.
 * Where nothing is searched for, those that were opened lately come first. What is shown already stays in its place. Made
 * where `inject` may be called.
 */
export class ConversationSearch {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #connection = inject(WhatsAppRealtimeService).connection;
  readonly #lines = inject(Lines);
  readonly #list = inject(ConversationListStore);
  readonly #open = inject(OpenConversations);
  readonly #router = inject(Router);
  readonly #asked = new Subject<string>();
  readonly #query = signal('');
  readonly #answer = signal<{ terms: string; found: readonly Conversation[] } | null>(null);
  readonly #failedTerms = signal<string | null>(null);

  readonly #terms = computed(() => searchTerms(this.#query()));
  readonly #held = computed(() => {
    const query = this.#query();
    return untracked(() => this.#heldFor(query));
  });
  readonly #answered = computed(() => {
    const answer = this.#answer();
    return answer?.terms === this.#terms() ? answer.found : null;
  });
  readonly found = computed(() => {
    const all = eachOnce([...this.#held(), ...(this.#answered() ?? [])]);
    const shown =
      this.#terms() === '' ? all.filter(({ id }) => !this.#isOpen(id)).slice(0, MOST_AT_FIRST) : all.slice(0, MOST);
    return shown.map((conversation) => this.#described(conversation));
  });
  /** Whether one that is held is called as what is searched for begins. */
  readonly begins = computed(() => this.#held().some((conversation) => rank(conversation, this.#query()) === 0));
  /** `held`: the server cannot be asked. */
  readonly state = computed(() => {
    if (this.#connection().kind === 'offline') return 'held';
    if (this.#answered()) return 'ready';
    return this.#failedTerms() === this.#terms() ? 'held' : 'searching';
  });

  constructor() {
    this.#asked
      .pipe(
        inject(DebounceService).latest((terms) => this.#ask(terms), { atOnce: (terms) => terms === '' }),
        takeUntilDestroyed(),
      )
      .subscribe();
    this.#asked.next('');
  }

  search(query: string): void {
    this.#query.set(query);
    this.#asked.next(this.#terms());
  }

  #ask(terms: string): Observable<unknown> {
    return this.#cache
      .read(`palette/${terms}`, () => this.#fetch(terms), {
        ttl: 0,
        insists: true,
        failed: () => {
          this.#failedTerms.set(terms);
        },
      })
      .pipe(
        tap(({ value: found }) => {
          this.#answer.set({ terms, found });
        }),
        catchError(() => EMPTY),
      );
  }

  #fetch(terms: string): Observable<readonly Conversation[]> {
    const page = (filter: 'all' | 'closed') =>
      this.#api
        .get<ConversationPage>('/conversations', { query: { limit: MOST, q: terms || undefined, filter } })
        .pipe(map(({ items }) => items));
    return terms === '' ? page('all') : forkJoin([page('all'), page('closed')]).pipe(map((pages) => pages.flat()));
  }

  #heldFor(query: string): readonly Conversation[] {
    return eachOnce([...this.#open.lately(), ...this.#list.conversations()])
      .filter(belongsToSearch(query))
      .toSorted((one, other) => rank(one, query) - rank(other, query));
  }

  #described(conversation: Conversation): FoundConversation {
    const { contact, sessionId } = conversation;
    const name = contactName(contact);
    const number = contact.phoneNumber ? formatPhoneNumber(contact.phoneNumber) : name;
    const line = this.#lines.all().length > 1 ? (this.#lines.find(sessionId)?.name ?? '') : '';
    return { conversation, name, details: [number === name ? '' : number, line].filter((detail) => detail !== '') };
  }

  #isOpen(id: string): boolean {
    return this.#router.url === `/chat/${id}`;
  }
}

function eachOnce(conversations: readonly Conversation[]): readonly Conversation[] {
  const ids = new Set<string>();
  return conversations.filter(({ id }) => !ids.has(id) && ids.add(id));
}

/** One that was found by its number fits no name. */
function rank({ contact }: Conversation, query: string): number {
  return Math.min(nameRank(contactName(contact), query), Number.MAX_VALUE);
}
