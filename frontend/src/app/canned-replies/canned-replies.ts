import { computed, inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import type {
  CannedReply,
  CannedReplyResponse,
  CreateCannedReplyRequest,
  UpdateCannedReplyRequest,
} from '#contract/team-settings';
import { ApiClient } from '../api';
import { Followed } from '../followed';

/** The client's canned replies. What changes them fails with an `ApiError`: `conflict` where the shortcut is another's. */
@Service()
export class CannedReplies {
  readonly #api = inject(ApiClient);
  readonly #list = new Followed<{ items: readonly CannedReply[] }>({
    key: 'canned-replies',
    path: '/canned-replies',
    kind: 'cannedReplies',
  });

  readonly isKnown = computed(() => this.#list.value() !== undefined);
  readonly failed = this.#list.failed;
  /** By shortcut; none until they are known. */
  readonly all = computed(() =>
    (this.#list.value()?.items ?? []).toSorted((one, other) => one.shortcut.localeCompare(other.shortcut)),
  );

  renew(): void {
    this.#list.renew();
  }

  add(reply: CreateCannedReplyRequest): Observable<CannedReplyResponse> {
    return this.#list.whileChanging(this.#api.post<CannedReplyResponse>('/canned-replies', reply));
  }

  change(id: string, change: UpdateCannedReplyRequest): Observable<CannedReplyResponse> {
    return this.#list.whileChanging(this.#api.patch<CannedReplyResponse>(`/canned-replies/${id}`, change));
  }

  remove(id: string): Observable<void> {
    return this.#list.whileChanging(this.#api.delete(`/canned-replies/${id}`));
  }
}
