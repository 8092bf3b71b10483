import { computed, inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import type { CreateUserRequest, UpdateUserRequest, User } from '#contract/accounts';
import type { OpenConversations } from '#contract/conversations';
import { ApiClient } from '../../api';
import { Followed } from '../../followed';

/** There may be thousands of them, in milliseconds. */
const RELEASE_TIMEOUT = 120_000;

/** The client's users as its admins see them. What changes them fails with an `ApiError`. */
@Service()
export class TeamMembers {
  readonly #api = inject(ApiClient);
  readonly #list = new Followed<{ items: readonly User[] }>({ key: 'team-members', path: '/users', kind: 'users' });

  readonly isKnown = computed(() => this.#list.value() !== undefined);
  readonly failed = this.#list.failed;
  /** Those who can sign in, by name, then those who cannot any more; nobody until they are known. */
  readonly all = computed(() => (this.#list.value()?.items ?? []).toSorted(byStateAndName));

  renew(): void {
    this.#list.renew();
  }

  /** `conflict` about `email` where somebody on this installation has it. */
  add(user: CreateUserRequest): Observable<{ user: User }> {
    return this.#list.whileChanging(this.#api.post<{ user: User }>('/users', user));
  }

  /** A new role, a new password and `active: false` end the sign-ins of that person. */
  change(id: string, change: UpdateUserRequest): Observable<{ user: User }> {
    return this.#list.whileChanging(this.#api.patch<{ user: User }>(`/users/${id}`, change));
  }

  /** How many open conversations somebody has. */
  openConversations(id: string): Observable<OpenConversations> {
    return this.#api.get<OpenConversations>(`/users/${id}/open-conversations`);
  }

  /** Makes somebody's open conversations nobody's. */
  releaseConversations(id: string): Observable<unknown> {
    return this.#api.post(`/users/${id}/release-conversations`, {}, { timeout: RELEASE_TIMEOUT });
  }
}

function byStateAndName(one: User, other: User): number {
  return Number(other.active) - Number(one.active) || one.name.localeCompare(other.name);
}
