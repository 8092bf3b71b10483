import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotPreview } from '#contract/bot';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { RuleWords } from '../rules/rule-words';
import type { Fate } from './fates';

/** Which rule answered, after how long and what it does; or why nothing is said. And what became of the other rules. */
@Component({
  selector: 'app-verdict-note',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.preview'">
      @if (preview().responderFault; as fault) {
        <p><svg appIcon="triangle-alert"></svg>{{ t('responderFaults.' + fault) }}</p>
      }
      @if (preview().by === 'responder') {
        <p><svg appIcon="check"></svg>{{ t('byResponder') }} {{ t('took', took()) }}</p>
      } @else if (answered(); as rule) {
        <p><svg appIcon="check"></svg>{{ t('answered', rule) }} {{ t('took', took()) }}</p>
      } @else {
        <p><svg appIcon="circle-minus"></svg>{{ t('silence.' + preview().silence) }}</p>
      }
      @for (action of preview().actions; track $index) {
        <p><svg appIcon="zap"></svg>{{ words.action(action) }}</p>
      }
      @if (others().length > 0) {
        <details>
          <summary>{{ t('why') }}</summary>
          <ol>
            @for (fate of others(); track fate.place) {
              <li [value]="fate.place">{{ fate.name }}: {{ t('fates.' + fate.what, { when: fate.when }) }}</li>
            }
          </ol>
        </details>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      flex: none;
      gap: 2px;
      align-self: end;
      max-width: 92%;
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
    p {
      display: flex;
      gap: var(--space-1);
      align-items: start;
    }
    svg {
      flex: none;
      width: 14px;
      height: 14px;
      margin-top: 1px;
    }
    summary {
      min-height: 24px;
      cursor: pointer;
    }
    ol {
      padding-inline-start: var(--space-5);
      list-style: decimal;
    }
  `,
})
export class VerdictNote {
  readonly #formats = inject(Formats);
  protected readonly words = inject(RuleWords);

  readonly preview = input.required<BotPreview>();
  readonly fates = input.required<readonly Fate[]>();

  protected readonly answered = computed(() => this.fates().find(({ what }) => what === 'answered'));
  /** Where the bot is silent whatever its rules, or a language model answers, none of them is why. */
  protected readonly others = computed(() => {
    const { silence, by } = this.preview();
    return by === 'rule' || silence === 'no_rule' ? this.fates().filter(({ what }) => what !== 'answered') : [];
  });
  protected readonly took = computed(() => {
    const { readingMs, typingMs } = this.preview();
    return { seconds: this.#formats.number(Math.round((readingMs + typingMs) / 100) / 10) };
  });
}
