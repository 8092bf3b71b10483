import { computed, inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import type { ClientSettings, ClientSettingsResponse, UpdateClientSettingsRequest } from '#contract/team-settings';
import { ApiClient } from '../api';
import { Followed } from '../followed';

/** What the client has decided for its whole team. */
@Service()
export class TeamSettings {
  readonly #api = inject(ApiClient);
  readonly #answer = new Followed<ClientSettingsResponse>({
    key: 'team-settings',
    path: '/settings',
    kind: 'client',
  });

  /** Undefined until it is known. */
  readonly all = computed<ClientSettings | undefined>(() => this.#answer.value()?.settings);
  readonly failed = this.#answer.failed;
  /** The stages a contact goes through, in order. */
  readonly stages = computed(() => this.all()?.stages ?? []);
  /** The client's own fields of contacts, in order. */
  readonly contactFields = computed(() => this.all()?.contactFields ?? []);

  renew(): void {
    this.#answer.renew();
  }

  /** Each setting that is named is replaced as a whole. Fails with an `ApiError`. */
  change(change: UpdateClientSettingsRequest): Observable<ClientSettingsResponse> {
    return this.#answer.whileChanging(this.#api.patch<ClientSettingsResponse>('/settings', change));
  }
}
