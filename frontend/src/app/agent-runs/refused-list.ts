import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { RefusedRun } from '#contract/contacts';
import { Formats, Language } from '../i18n';
import { groupedByReason } from './grouped';

/** So many are named of each reason. */
const NAMED = 5;

/** Whom the bot cannot write to, by reason. */
@Component({
  selector: 'app-refused-list',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'agentRuns'">
      <ul>
        @for (group of groups(); track group.reason) {
          <li>
            <strong>{{ t('reason.' + group.reason) }}</strong>
            {{ namesOf(group.contactIds) }}
          </li>
        }
      </ul>
    </ng-container>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-2);
      margin: var(--space-1) 0 0;
      padding-inline-start: var(--space-5);
    }
    li {
      overflow-wrap: anywhere;
    }
    strong {
      font-weight: 550;
    }
  `,
})
export class RefusedList {
  readonly #formats = inject(Formats);
  readonly #language = inject(Language);
  readonly #transloco = inject(TranslocoService);

  readonly refused = input.required<readonly RefusedRun[]>();
  /** What contacts are called, by their ids. */
  readonly names = input.required<ReadonlyMap<string, string>>();

  protected readonly groups = computed(() => groupedByReason(this.refused()));

  protected namesOf(contactIds: readonly string[]): string {
    const named = contactIds.slice(0, NAMED).map((id) => this.names().get(id) ?? '');
    const more = contactIds.length - named.length;
    const count = this.#formats.number(more);
    const all = more === 0 ? named : [...named, this.#transloco.translate('agentRuns.more', { count })];
    return new Intl.ListFormat(this.#language.code()).format(all);
  }
}
