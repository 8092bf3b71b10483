import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { AgentRun } from '#contract/conversations';
import { Formats } from '../i18n';
import { Badge, Icon } from '../ui';
import { detailOf, looksOf } from './run-looks';

/** How far the bot is that was asked to write to a contact first. */
@Component({
  selector: 'app-agent-run-line',
  imports: [Badge, Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'agentRuns'">
      <app-badge [tone]="looks().tone"><svg [appIcon]="looks().icon"></svg>{{ t(looks().word) }}</app-badge>
      @let detail = this.detail();
      @let words = detail ? t(detail.key, { when: detail.until ? formats.dateTime(detail.until) : '' }) : '';
      @if (words) {
        <span class="detail" [title]="words">{{ words }}</span>
      }
      @if (room() === 'all') {
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
    :host(.wraps) {
      flex-wrap: wrap;
    }
    :host(.wraps) .detail {
      overflow: visible;
      white-space: normal;
    }
    :host(.two-lines) .detail {
      display: -webkit-box;
      overflow: hidden;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
  `,
  host: {
    '[class.wraps]': "['two-lines', 'lines', 'all'].includes(room())",
    '[class.two-lines]': "room() === 'two-lines'",
  },
})
export class AgentRunLine {
  protected readonly formats = inject(Formats);

  readonly run = input.required<AgentRun>();
  /** For its word alone, for so many lines of what is particular about it, or for all, with since when it is so. */
  readonly room = input<'word' | 'line' | 'two-lines' | 'lines' | 'all'>('line');

  protected readonly looks = computed(() => looksOf(this.run()));
  protected readonly detail = computed(() => {
    const [detail, room] = [detailOf(this.run()), this.room()];
    // Most wait for their turn only, which their word says too.
    return room === 'word' || (room !== 'all' && detail?.key === 'waiting.turn') ? null : detail;
  });
}
