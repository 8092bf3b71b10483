import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { CampaignStore } from '../campaigns/campaign-store';
import { knownVariables } from './known-variables';

/** Says which variables nobody has, and which there are. */
@Component({
  selector: 'app-unknown-variables',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.message'">{{
      t(names().length === 1 ? 'unknownOne' : 'unknown', { names: unknown(), known: known() })
    }}</ng-container>
  `,
})
export class UnknownVariables {
  readonly #campaign = inject(CampaignStore).campaign;

  readonly names = input.required<readonly string[]>();

  protected readonly unknown = computed(() => this.names().join(', '));
  protected readonly known = computed(() => knownVariables(this.#campaign()).join(', '));
}
