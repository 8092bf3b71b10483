import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotLimits } from '#contract/bot';
import { BotDraft } from '../draft/bot-draft';
import { NumberField } from '../fields/number-field';

/** In the order in which they are shown. */
const LIMITS = [
  'quietMinutes',
  'cooldownSeconds',
  'repliesPerDay',
  'oldestMinutes',
] as const satisfies readonly (keyof BotLimits)[];

/** When the bot says nothing although a rule fits, and how a conversation goes to people. */
@Component({
  selector: 'app-limits-section',
  imports: [NumberField, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.limits'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      @if (limits(); as now) {
        <div class="card part">
          @for (name of names; track name) {
            <app-number-field
              [place]="'limits.' + name"
              [label]="t(name + '.label')"
              [unit]="t(name + '.unit')"
              [hint]="t(name + '.hint')"
              [step]="1"
              [value]="now[name]"
              (changed)="set(name, $event)"
            />
          }
        </div>
        <div class="card part">
          <div>
            <h3>{{ t('handOver') }}</h3>
            <p class="note">{{ t('handOverHint') }}</p>
          </div>
          <div>
            <h3>{{ t('always') }}</h3>
            <p class="note">{{ t('alwaysHint') }}</p>
          </div>
        </div>
      }
    </ng-container>
  `,
  styleUrl: '../section.css',
})
export class LimitsSection {
  readonly #draft = inject(BotDraft);
  protected readonly names = LIMITS;
  protected readonly limits = computed(() => this.#draft.content()?.limits);

  protected set(name: keyof BotLimits, value: number): void {
    const limits = this.limits();
    if (limits) this.#draft.change({ limits: { ...limits, [name]: value } });
  }
}
