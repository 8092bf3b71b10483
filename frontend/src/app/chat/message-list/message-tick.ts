import { Component, computed, input } from '@angular/core';
import { LucideCheck, LucideCheckCheck, LucideCircleAlert, LucideClock, LucideTriangleAlert } from '@lucide/angular';
import { TranslocoDirective } from '@jsverse/transloco';
import type { MessageStatus } from '#contract/messages';

/** How far an outgoing message got, as a mark and in words for those who do not see it. */
@Component({
  selector: 'app-message-tick',
  imports: [TranslocoDirective, LucideCheck, LucideCheckCheck, LucideCircleAlert, LucideClock, LucideTriangleAlert],
  template: `
    <span *transloco="let t; prefix: 'chat.status'" role="img" [attr.aria-label]="t(status())" [title]="t(status())">
      @switch (status()) {
        @case ('queued') {
          <svg lucideClock aria-hidden="true"></svg>
        }
        @case ('sent') {
          <svg lucideCheck aria-hidden="true"></svg>
        }
        @case ('failed') {
          <svg lucideCircleAlert aria-hidden="true"></svg>
        }
        @case ('uncertain') {
          <svg lucideTriangleAlert aria-hidden="true"></svg>
        }
        @default {
          <svg lucideCheckCheck aria-hidden="true"></svg>
        }
      }
    </span>
  `,
  styles: `
    :host,
    span {
      display: inline-flex;
      flex: none;
    }
    :host {
      color: var(--color-text-muted);
    }
    :host(.read) {
      color: var(--color-info);
    }
    :host(.failed) {
      color: var(--color-danger);
    }
    :host(.uncertain) {
      color: var(--color-warning);
    }
    svg {
      width: 16px;
      height: 16px;
    }
  `,
  host: { '[class]': 'mood()' },
})
export class MessageTick {
  /** The status of an outgoing message. */
  readonly status = input.required<MessageStatus>();
  protected readonly mood = computed(() => {
    const status = this.status();
    return status === 'read' || status === 'failed' || status === 'uncertain' ? status : '';
  });
}
