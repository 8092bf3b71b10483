import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { type CampaignPace, type LineKind, riskOf } from '#contract/campaign-rules';
import { Formats } from '../../i18n';
import { figuresOf } from './pace-figures';

/** A pace in a few words: its name, its figures, when it rests, and what it risks. */
@Component({
  selector: 'app-pace-words',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.pace'">
      {{ t('profiles.' + pace().profile) }}
      <span>{{ t(figures().key, figures().params) }}</span>
      @if (pace().quietHours; as hours) {
        <span>{{ t('restsBetween', hours) }}</span>
      }
      @if (pace().warmUp) {
        <span>{{ t('warmsUp') }}</span>
      }
      <span>{{ t('risk.' + risk()) }}</span>
    </ng-container>
  `,
  styles: `
    span {
      display: block;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class PaceWords {
  readonly #formats = inject(Formats);

  readonly pace = input.required<CampaignPace>();
  readonly kind = input.required<LineKind>();

  protected readonly figures = computed(() => figuresOf(this.pace(), this.#formats));
  protected readonly risk = computed(() => riskOf(this.pace(), this.kind()));
}
