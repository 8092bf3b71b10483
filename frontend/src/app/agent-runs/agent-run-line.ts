import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentRun } from '#contract/conversations';
import { Formats } from '../i18n';
import { Badge, Icon } from '../ui';
import { detailOf, RUN_LOOKS } from './run-looks';

/** How far the bot is that was asked to write to a contact first: in one line of a list, or with all that is to say. */
@Component({
  selector: 'app-agent-run-line',
  imports: [Badge, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'agentRuns'">
      <app-badge [tone]="looks().tone"><svg [appIcon]="looks().icon"></svg>{{ t('state.' + run().state) }}</app-badge>
      @let detail = this.detail();
      @let words = detail ? t(detail.key, { when: detail.until ? formats.dateTime(detail.until) : '' }) : '';
      @if (words) {
        <span class="detail" [title]="words">{{ words }}</span>
      }
      @if (isWhole()) {
        <time class="detail" [attr.datetime]="run().at">{{ t('since', { when: formats.dateTime(run().at) }) }}</time>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-width: 0;
      font-size: var(--text-13);
    }
    svg {
      width: 12px;
      height: 12px;
    }
    .detail {
      min-width: 0;
      overflow: hidden;
      color: var(--color-text-muted);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    :host(.whole) {
      flex-wrap: wrap;
    }
    :host(.whole) .detail {
      overflow: visible;
      white-space: normal;
    }
  `,
  host: { '[class.whole]': 'isWhole()' },
})
export class AgentRunLine {
  protected readonly formats = inject(Formats);

  readonly run = input.required<AgentRun>();
  /** Whether there is room for all of it, with since when it is so. */
  readonly isWhole = input(false);

  protected readonly looks = computed(() => RUN_LOOKS[this.run().state]);
  protected readonly detail = computed(() => detailOf(this.run()));
}
