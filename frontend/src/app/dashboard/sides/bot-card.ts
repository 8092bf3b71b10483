import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { BotState } from '../../bot';
import { EnhancedErrorHandlerService } from '../../errors';
import { SignInStore } from '../../sign-in';
import { SwitchField } from '../../switches';
import { Badge, Skeleton } from '../../ui';

/** Whether the bot answers, live. Admins turn it on and off from here. */
@Component({
  selector: 'app-bot-card',
  imports: [Badge, Skeleton, SwitchField, TranslocoDirective, TranslocoPipe],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.sides'">
      @if (state.bot(); as bot) {
        @let words = t(bot.enabled ? 'botOn' : 'botOff');
        @if (isAdmin()) {
          <app-switch-field [label]="t('botAnswers')" [hint]="words" [checked]="bot.enabled" (wanted)="turn($event)" />
        } @else {
          <p>
            <app-badge [tone]="bot.enabled ? 'success' : 'neutral'">{{ t(bot.enabled ? 'on' : 'off') }}</app-badge>
            {{ words }}
          </p>
        }
        @if (bot.enabled && !hasRules()) {
          <p class="warning">{{ t('botWithoutRules') }}</p>
        }
      } @else if (state.failed()) {
        <p role="alert">
          {{ t('botFailed') }}
          <button type="button" class="button" (click)="state.renew()">{{ 'ui.retry' | transloco }}</button>
        </p>
      } @else {
        <div aria-busy="true" role="status" [attr.aria-label]="t('botLoading')">
          <app-skeleton [rows]="1" [rowHeight]="40" />
        </div>
      }
    </ng-container>
  `,
  styles: `
    p {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .warning {
      margin-top: var(--space-2);
      color: var(--color-warning);
    }
  `,
})
export class BotCard {
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly state = inject(BotState);
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  protected readonly hasRules = computed(() => this.state.bot()?.rules.some(({ enabled }) => enabled) === true);

  protected turn(enabled: boolean): void {
    this.state.turn(enabled).subscribe({
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
