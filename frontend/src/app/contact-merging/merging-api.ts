import { inject, Service } from '@angular/core';
import { type Observable, tap } from 'rxjs';
import type {
  DistinctContactsPage,
  DistinctContactsRequest,
  MergeContactsRequest,
  MergeContactsResponse,
  MergePreview,
  MergeSuggestionPage,
} from '#contract/contact-merging';
import type { ContactPage } from '#contract/contacts';
import { searchTerms } from '#contract/search-words';
import { ApiClient } from '../api';
import { WhatsAppRealtimeService } from '../realtime';

const DISTINCT = '/contacts/distinct';

/** The calls about contacts who may be one person. */
@Service()
export class MergingApi {
  readonly #api = inject(ApiClient);
  readonly #realtime = inject(WhatsAppRealtimeService);

  suggestions(limit: number, cursor?: string): Observable<MergeSuggestionPage> {
    return this.#api.get<MergeSuggestionPage>('/contacts/merge-suggestions', { query: { limit, cursor } });
  }

  /** Both contacts, and what would become of them. WhatsApp may be asked for it. */
  preview(id: string, otherId: string): Observable<MergePreview> {
    return this.#api.get<MergePreview>(mergePath(id), { query: { with: otherId } });
  }

  /** What becomes of them follows as events. */
  merge(id: string, request: MergeContactsRequest): Observable<MergeContactsResponse> {
    return this.#api.post<MergeContactsResponse>(mergePath(id), request).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }

  /** Those of whom somebody has said that they are two people, the last said first. */
  distinct(limit: number): Observable<DistinctContactsPage> {
    return this.#api.get<DistinctContactsPage>(DISTINCT, { query: { limit } });
  }

  sayDistinct(one: string, other: string): Observable<unknown> {
    const request: DistinctContactsRequest = { contactIds: [one, other] };
    return this.#api.post(DISTINCT, request);
  }

  takeBackDistinct(one: string, other: string): Observable<unknown> {
    return this.#api.delete(`${DISTINCT}/${encodeURIComponent(one)}/${encodeURIComponent(other)}`);
  }

  /** People by name or number. */
  search(typed: string, limit: number): Observable<ContactPage> {
    const q = searchTerms(typed);
    return this.#api.get<ContactPage>('/contacts', { query: { kind: 'person', limit, ...(q && { q }) } });
  }
}

function mergePath(id: string): string {
  return `/contacts/${encodeURIComponent(id)}/merge`;
}
