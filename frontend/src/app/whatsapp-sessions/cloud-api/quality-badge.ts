import { Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { NumberQuality } from '#contract/cloud-api';
import { Badge, type Tone } from '../../ui';

const tones: Readonly<Record<NumberQuality, Tone>> = {
  green: 'success',
  yellow: 'warning',
  red: 'danger',
  unknown: 'neutral',
};

/** What Meta thinks of a number, in a word. */
@Component({
  selector: 'app-quality-badge',
  imports: [Badge, TranslocoDirective],
  template: `
    <app-badge [tone]="tone()" *transloco="let t; prefix: 'whatsappSessions.cloud.quality'">
      {{ t(quality()) }}
    </app-badge>
  `,
})
export class QualityBadge {
  readonly quality = input.required<NumberQuality>();
  protected readonly tone = computed(() => tones[this.quality()]);
}
