import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Formats, Language } from '../i18n';
import { groupedByReason, type LeftOut, type LeftOutGroup } from './grouped';

/** So many are named of each reason before more are asked for. */
const NAMED = 5;

/** Whom the bot does not write to, by reason. */
@Component({
  selector: 'app-left-out-list',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'agentRuns'">
      <ul>
        @for (group of groups(); track group.reason) {
          <li>
            <strong>{{ t('reason.' + group.reason) }}</strong>
            {{ namesOf(group) }}
            @let more = hiddenOf(group);
            @if (more > 0) {
              <button type="button" class="button button-quiet" (click)="showAll(group)">
                {{ t('more', { count: formats.number(more) }) }}
              </button>
            }
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
export class LeftOutList {
  readonly #language = inject(Language);
  protected readonly formats = inject(Formats);

  readonly leftOut = input.required<readonly LeftOut[]>();
  /** What contacts are called, by their ids. */
  readonly names = input.required<ReadonlyMap<string, string>>();

  /** The reasons of which all are named. */
  readonly #whole = signal<ReadonlySet<LeftOut['reason']>>(new Set());
  protected readonly groups = computed(() => groupedByReason(this.leftOut()));

  protected namesOf({ reason, contactIds }: LeftOutGroup): string {
    const named = this.#whole().has(reason) ? contactIds : contactIds.slice(0, NAMED);
    const list = new Intl.ListFormat(this.#language.code(), {
      type: named.length < contactIds.length ? 'unit' : 'conjunction',
    });
    return list.format(named.map((id) => this.names().get(id) ?? ''));
  }

  /** How many are not named yet. */
  protected hiddenOf({ reason, contactIds }: LeftOutGroup): number {
    return this.#whole().has(reason) ? 0 : Math.max(0, contactIds.length - NAMED);
  }

  protected showAll({ reason }: LeftOutGroup): void {
    this.#whole.update((whole) => new Set(whole).add(reason));
  }
}
