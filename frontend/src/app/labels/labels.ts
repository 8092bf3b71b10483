import { computed, inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import type { CreateLabelRequest, Label, LabelInUse, LabelResponse, UpdateLabelRequest } from '#contract/team-settings';
import { ApiClient } from '../api';
import { Followed } from '../followed';

const byName = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** The client's labels. What changes them fails with an `ApiError`: `conflict` where the name is another label's. */
@Service()
export class Labels {
  readonly #api = inject(ApiClient);
  readonly #list = new Followed<{ items: readonly Label[] }>({ key: 'labels', path: '/labels', kind: 'labels' });
  readonly #byId = computed(() => new Map(this.all().map((label) => [label.id, label])));

  readonly isKnown = computed(() => this.#list.value() !== undefined);
  readonly failed = this.#list.failed;
  /** By name; none until they are known. */
  readonly all = computed(() =>
    (this.#list.value()?.items ?? []).toSorted((one, other) => byName.compare(one.name, other.name)),
  );

  /** Those of these ids that there are, by name: a label that was removed stays in what was read before. */
  named(ids: readonly string[]): readonly Label[] {
    const known = this.#byId();
    const labels = ids.flatMap((id) => known.get(id) ?? []);
    return labels.toSorted((one, other) => byName.compare(one.name, other.name));
  }

  renew(): void {
    this.#list.renew();
  }

  add(label: CreateLabelRequest): Observable<LabelResponse> {
    return this.#list.whileChanging(this.#api.post<LabelResponse>('/labels', label));
  }

  change(id: string, change: UpdateLabelRequest): Observable<LabelResponse> {
    return this.#list.whileChanging(this.#api.patch<LabelResponse>(`/labels/${id}`, change));
  }

  /** On how many conversations it stands now. For admins. */
  inUse(id: string): Observable<LabelInUse> {
    return this.#api.get<LabelInUse>(`/labels/${id}`);
  }

  /** Takes it off every conversation, too. */
  remove(id: string): Observable<void> {
    return this.#list.whileChanging(this.#api.delete(`/labels/${id}`));
  }
}
