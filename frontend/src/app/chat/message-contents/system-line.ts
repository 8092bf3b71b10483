import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Message } from '#contract/messages';
import { SignInStore } from '../../sign-in';
import { DateWords } from '../dates/date-words';

/** What the team decided about a conversation, as a line between its messages. */
@Component({
  selector: 'app-system-line',
  imports: [TranslocoDirective],
  template: `
    <p *transloco="let t; prefix: 'chat.system'">
      @let line = message().system;
      @if (line) {
        <span>{{ t((isMine() ? 'mine.' : '') + line.code, line.params) }}</span>
        <time [attr.datetime]="message().sentAt">{{ dates.time(message().sentAt) }}</time>
      }
    </p>
  `,
  styles: `
    p {
      display: flex;
      gap: var(--space-2);
      justify-content: center;
      padding: var(--space-2) var(--space-3) 0;
      color: var(--color-text-muted);
      font-size: var(--text-12);
      text-align: center;
      overflow-wrap: anywhere;
    }
    time {
      flex: none;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class SystemLine {
  readonly #user = inject(SignInStore).user;
  protected readonly dates = inject(DateWords);

  readonly message = input.required<Message>();

  protected readonly isMine = computed(() => this.message().userId === this.#user()?.id);
}
