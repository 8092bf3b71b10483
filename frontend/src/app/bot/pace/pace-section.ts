import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Humanizer } from '#contract/bot-pace';
import { Formats } from '../../i18n';
import { SwitchField } from '../../switches';
import { BotDraft } from '../draft/bot-draft';
import { NumberField } from '../fields/number-field';
import { SpanField } from './span-field';
import { TypingPreview } from './typing-preview';

/** A word has five letters and a space. */
const WORD = 6;

/** How long the bot reads and types, so that it writes like a person. */
@Component({
  selector: 'app-pace-section',
  imports: [NumberField, SpanField, SwitchField, TranslocoDirective, TypingPreview],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.humanizer'">
      <header>
        <h2>{{ t('title') }}</h2>
        <p class="intro">{{ t('intro') }}</p>
      </header>
      @if (humanizer(); as now) {
        <div class="card part">
          <app-switch-field
            [label]="t('enabled')"
            [hint]="t(now.enabled ? 'enabledHint' : 'disabledHint')"
            [checked]="now.enabled"
            (wanted)="change({ enabled: $event })"
          />
          @if (now.enabled) {
            @let reading = wordsAMinute(now.readingSpeed);
            @let typing = wordsAMinute(now.typingSpeed);
            <div class="pair">
              <app-number-field
                place="humanizer.readingSpeed"
                [label]="t('readingSpeed')"
                [unit]="t('perSecond')"
                [hint]="reading && t('words', { count: reading })"
                [value]="now.readingSpeed"
                (changed)="change({ readingSpeed: $event })"
              />
              <app-span-field
                place="humanizer.readingSeconds"
                [label]="t('readingSeconds')"
                [value]="now.readingSeconds"
                (changed)="change({ readingSeconds: $event })"
              />
              <app-number-field
                place="humanizer.typingSpeed"
                [label]="t('typingSpeed')"
                [unit]="t('perSecond')"
                [hint]="typing && t('words', { count: typing })"
                [value]="now.typingSpeed"
                (changed)="change({ typingSpeed: $event })"
              />
              <app-span-field
                place="humanizer.typingSeconds"
                [label]="t('typingSeconds')"
                [value]="now.typingSeconds"
                (changed)="change({ typingSeconds: $event })"
              />
              <app-number-field
                place="humanizer.spread"
                unit="%"
                [label]="t('spread')"
                [hint]="t('spreadHint')"
                [value]="percent(now.spread)"
                (changed)="change({ spread: $event / 100 })"
              />
            </div>
          }
        </div>
        <app-typing-preview class="card part" [humanizer]="now" />
      }
    </ng-container>
  `,
  styleUrl: '../section.css',
  styles: `
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
      gap: var(--space-4);
      align-items: start;
    }
  `,
})
export class PaceSection {
  readonly #draft = inject(BotDraft);
  readonly #formats = inject(Formats);
  protected readonly humanizer = computed(() => this.#draft.content()?.humanizer);

  protected change(change: Partial<Humanizer>): void {
    const humanizer = this.humanizer();
    if (humanizer) this.#draft.change({ humanizer: { ...humanizer, ...change } });
  }

  /** Nothing where no number stands. */
  protected wordsAMinute(charactersASecond: number): string {
    const words = Math.round((charactersASecond * 60) / WORD);
    return Number.isFinite(words) ? this.#formats.number(words) : '';
  }

  /** Without the traces of binary fractions. */
  protected percent(part: number): number {
    return Number((part * 100).toFixed(2));
  }
}
