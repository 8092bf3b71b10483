import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { BotState } from '../../bot';
import { Notices } from '../../errors';
import { Icon } from '../../ui';

/** Whether the bot answers in a conversation, to be turned on and off. Where it is off for everybody, that is said. */
@Component({
  selector: 'app-bot-switch',
  imports: [Icon, TranslocoDirective],
  template: `
    <button
      *transloco="let t; prefix: 'conversation.bot'"
      type="button"
      role="switch"
      class="button button-icon"
      [attr.aria-checked]="answers()"
      [attr.aria-disabled]="isOff() || null"
      [attr.aria-label]="t('label')"
      [title]="t(isOff() ? 'offForAll' : answers() ? 'on' : 'off')"
      (click)="turn()"
    >
      @if (answers()) {
        <svg appIcon="bot"></svg>
      } @else {
        <svg appIcon="bot-off"></svg>
      }
    </button>
  `,
  styles: `
    .button {
      color: var(--color-text-muted);
    }
    .button[aria-checked='true'] {
      background: var(--color-accent-soft);
      color: var(--color-on-accent-soft);
    }
  `,
})
export class BotSwitch {
  readonly #notices = inject(Notices);
  readonly #state = inject(BotState);

  readonly conversation = input.required<Conversation>();
  /** What somebody wants it to be. */
  readonly wanted = output<boolean>();

  /** Until it is known, it is taken to be on: what it is in the conversation can be changed all the same. */
  protected readonly isOff = computed(() => this.#state.enabled() === false);
  protected readonly answers = computed(() => !this.isOff() && this.conversation().botEnabled);

  protected turn(): void {
    if (this.isOff()) this.#notices.info('conversation.bot.offForAll');
    else this.wanted.emit(!this.conversation().botEnabled);
  }
}
