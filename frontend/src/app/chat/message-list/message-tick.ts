import { Component, computed, input } from '@angular/core';
import type { MessageStatus } from '#contract/messages';
import { Icon } from '../../ui';

/** How far an outgoing message got, as a mark and in words for those who do not see it. */
@Component({
  selector: 'app-message-tick',
  imports: [Icon],
  template: '<svg [appIcon]="mark()"></svg>',
  styles: `
    :host {
      display: inline-flex;
      flex: none;
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
  host: { role: 'img', '[attr.aria-label]': 'word()', '[title]': 'word()', '[class]': 'mood()' },
})
export class MessageTick {
  /** The status of an outgoing message. */
  readonly status = input.required<MessageStatus>();
  /** The word for it. */
  readonly word = input.required<string>();
  protected readonly mark = computed(() => {
    switch (this.status()) {
      case 'queued':
        return 'clock';
      case 'sent':
        return 'check';
      case 'failed':
        return 'circle-alert';
      case 'uncertain':
        return 'triangle-alert';
      default:
        return 'check-check';
    }
  });
  protected readonly mood = computed(() => {
    const status = this.status();
    return status === 'read' || status === 'failed' || status === 'uncertain' ? status : '';
  });
}
