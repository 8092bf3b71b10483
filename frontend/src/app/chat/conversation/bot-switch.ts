import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { BotState } from '../../bot';
import { Notices } from '../../errors';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { timeLeft } from '../customer-window/time-left';

/**
 * Whether the bot answers in a conversation, to be turned on and off. Where it is off for everybody, or silent for a while
 * because somebody of the team has written, that is said.
 */
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
      [attr.aria-description]="words(t)"
      [title]="words(t)"
      (click)="turn()"
    >
      @if (answers()) {
        <svg appIcon="bot"></svg>
        @if (quietUntil(); as until) {
          <span class="until" aria-hidden="true">{{ formats.time(until) }}</span>
        }
      } @else {
        <svg appIcon="bot-off"></svg>
      }
    </button>
  `,
  styles: `
    .button {
      color: var(--color-text-muted);
    }
    .until {
      font-size: var(--text-12);
      font-variant-numeric: tabular-nums;
    }
    @media (min-width: 701px) {
      .button:has(.until) {
        width: auto;
        padding-inline: var(--space-2);
      }
    }
    /* There is no room for it on a phone. */
    @media (max-width: 700px) {
      .until {
        display: none;
      }
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
  protected readonly formats = inject(Formats);

  readonly conversation = input.required<Conversation>();
  /** When somebody of the team has written there last; null where nobody has, or it is not known. */
  readonly teamAt = input<string | null>(null);
  /** What somebody wants it to be. */
  readonly wanted = output<boolean>();

  /** Until it is known, it is taken to be on: what it is in the conversation can be changed all the same. */
  protected readonly isOff = computed(() => this.#state.enabled() === false);
  protected readonly answers = computed(() => !this.isOff() && this.conversation().botEnabled);
  readonly #quietEnd = computed(() => {
    const [teamAt, minutes] = [this.teamAt(), this.#state.bot()?.limits.quietMinutes ?? 0];
    return teamAt === null ? null : new Date(Date.parse(teamAt) + minutes * 60_000).toISOString();
  });
  readonly #quietLeft = timeLeft(this.#quietEnd);
  /** Until when it leaves the word to people; null where it does not. */
  protected readonly quietUntil = computed(() => ((this.#quietLeft() ?? 0) > 0 ? this.#quietEnd() : null));

  protected words(t: (key: string, params?: Record<string, string>) => string): string {
    const until = this.quietUntil();
    if (this.isOff()) return t('offForAll');
    if (!this.answers()) return t('off');
    return until === null ? t('on') : t('quiet', { time: this.formats.time(until) });
  }

  protected turn(): void {
    if (this.isOff()) this.#notices.info('conversation.bot.offForAll');
    else this.wanted.emit(!this.conversation().botEnabled);
  }
}
