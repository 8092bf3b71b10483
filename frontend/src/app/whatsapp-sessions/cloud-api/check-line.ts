import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CloudApiCheck } from '#contract/cloud-api';
import { formatPhoneNumber, Formats } from '../../i18n';
import { Icon } from '../../ui';
import { kindOfDetail, wordOfCheck } from './check-words';

/** One thing a line over Meta's Cloud API needs: whether it is there, what that means, what to do. */
@Component({
  selector: 'app-cloud-check-line',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'whatsappSessions'">
      @switch (check().outcome) {
        @case ('passed') {
          <svg class="mark" appIcon="circle-check"></svg>
        }
        @case ('failed') {
          <svg class="mark" appIcon="circle-x"></svg>
        }
        @case ('waiting') {
          <svg class="mark" appIcon="circle-ellipsis"></svg>
        }
        @default {
          <svg class="mark" appIcon="circle-question-mark"></svg>
        }
      }
      <div class="words">
        <p class="title">
          <span>{{ t('cloud.check.' + check().name + '.title') }}</span>
          <span class="outcome">{{ t('cloud.outcome.' + check().outcome) }}</span>
        </p>
        <p class="says">{{ t(word(), { detail: detail() }) }}</p>
        @if (metaSays(); as words) {
          <p class="says meta" lang="en">{{ words }}</p>
        }
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-3);
      padding: var(--space-2) 0;
    }
    .mark {
      flex: none;
      width: 20px;
      height: 20px;
      color: var(--color-text-muted);
    }
    .words {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .title {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-2);
      font-weight: 550;
    }
    .outcome {
      color: var(--color-text-muted);
      font-weight: 400;
    }
    .says {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .meta {
      font-family: ui-monospace, monospace;
      font-size: var(--text-12);
    }
    :host([data-outcome='passed']) .mark {
      color: var(--color-success);
    }
    :host([data-outcome='failed']) .mark,
    :host([data-outcome='failed']) .outcome {
      color: var(--color-danger);
    }
    :host([data-outcome='waiting']) .mark {
      color: var(--color-warning);
    }
    :host([data-outcome='failed']) .says:not(.meta) {
      color: var(--color-text);
    }
  `,
  host: { '[attr.data-outcome]': 'check().outcome' },
})
export class CloudCheckLine {
  readonly #formats = inject(Formats);
  readonly check = input.required<CloudApiCheck>();

  protected readonly word = computed(() => wordOfCheck(this.check()));
  protected readonly detail = computed(() => {
    const { detail = '' } = this.check();
    const kind = kindOfDetail(this.check());
    if (kind === 'time') return this.#formats.dateTime(detail);
    return kind === 'number' ? formatPhoneNumber(detail) : detail;
  });
  /** Meta's own words, which our text does not repeat. */
  protected readonly metaSays = computed(() => {
    const { detail } = this.check();
    return this.word().startsWith('cloud.check.any.') ? detail : undefined;
  });
}
