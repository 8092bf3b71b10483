import { computed, inject, Service } from '@angular/core';
import { type Observable, tap } from 'rxjs';
import type { ClientSettings, ClientSettingsResponse, UpdateClientSettingsRequest } from '#contract/team-settings';
import { ApiClient } from '../api';
import { Followed } from '../followed';

/** What the client has given names of its own. */
export type NamedSettings = 'stages' | 'contactFields';

const PATHS: Record<NamedSettings, string> = { stages: '/settings/stages', contactFields: '/settings/contact-fields' };
/** Every contact concerned is changed before the answer. Milliseconds. */
const REMOVAL_TIMEOUT = 120_000;

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
    const changed = this.#api.patch<ClientSettingsResponse>('/settings', change).pipe(
      tap((answer) => {
        this.#answer.put(answer);
      }),
    );
    return this.#answer.whileChanging(changed);
  }

  /** How many contacts a stage or a field is about. For admins. */
  contactsWith(kind: NamedSettings, id: string): Observable<{ contacts: number }> {
    return this.#api.get<{ contacts: number }>(`${PATHS[kind]}/${id}`);
  }

  /** Contacts of a stage go to another one, or to none; the values of a field go with it. May take long where they are many. */
  remove(kind: NamedSettings, id: string, moveTo: string | null): Observable<void> {
    const options = { timeout: REMOVAL_TIMEOUT, ...(kind === 'stages' && { body: { moveTo } }) };
    return this.#answer.whileChanging(this.#api.delete(`${PATHS[kind]}/${id}`, options));
  }
}
