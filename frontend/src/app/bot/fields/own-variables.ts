import { computed, inject, Service } from '@angular/core';
import { variableKey } from '#contract/campaign-rules';
import type { VariableWords } from '../../bulk-messages';
import { TeamSettings } from '../../team-settings';

/** The client's own fields as texts name them, and as the client calls them. */
@Service()
export class OwnVariables {
  readonly #fields = inject(TeamSettings).contactFields;

  readonly names = computed(() => this.#fields().map(({ name }) => variableKey(name)));
  readonly words = computed<Readonly<Record<string, VariableWords>>>(() =>
    Object.fromEntries(this.#fields().map(({ name }) => [variableKey(name), { label: name }])),
  );
}
