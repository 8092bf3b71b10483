import { Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignStatus } from '#contract/bulk-campaigns';
import { Badge, Icon } from '../../ui';
import { STATUS_LOOKS } from './campaign-words';

/** The state of a campaign, in a word. */
@Component({
  selector: 'app-status-badge',
  imports: [Badge, Icon, TranslocoDirective],
  template: `
    <app-badge *transloco="let t; prefix: 'bulkMessages.status'" [tone]="looks().tone">
      <svg [appIcon]="looks().icon"></svg>{{ t(status()) }}
    </app-badge>
  `,
  styles: `
    svg {
      width: 14px;
      height: 14px;
    }
  `,
})
export class StatusBadge {
  readonly status = input.required<CampaignStatus>();
  protected readonly looks = computed(() => STATUS_LOOKS[this.status()]);
}
