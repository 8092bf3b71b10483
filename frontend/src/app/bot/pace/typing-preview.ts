import { Component, computed, DestroyRef, effect, inject, input, signal, untracked } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { type Humanizer, readingTime, typingTime } from '#contract/bot-pace';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';

type Stage = 'idle' | 'reading' | 'typing' | 'sent';

/** A message and its answer, with the pauses that a contact would see, in real time. */
@Component({
  selector: 'app-typing-preview',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.humanizer.preview'">
      <div class="head">
        <h3>{{ t('title') }}</h3>
        <button type="button" class="button" (click)="play()"><svg appIcon="play"></svg>{{ t('play') }}</button>
      </div>
      <div class="talk">
        <p class="bubble in">{{ t('question') }}</p>
        @switch (stage()) {
          @case ('reading') {
            <p class="stage" role="status">{{ t('reading') }}</p>
          }
          @case ('typing') {
            <p class="stage typing" role="status">{{ t('typing') }}</p>
          }
          @case ('sent') {
            <p class="bubble out">{{ t('answer') }}</p>
            <p class="stage" role="status">{{ t('took', took()) }}</p>
          }
          @default {
            <p class="stage">{{ t('idle') }}</p>
          }
        }
      </div>
    </ng-container>
  `,
  styles: `
    .head {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
      align-items: center;
      justify-content: space-between;
    }
    .talk {
      display: grid;
      gap: var(--space-2);
      min-height: 150px;
      padding: var(--space-4);
      border-radius: var(--radius-control);
      background: var(--color-page);
      align-content: start;
    }
    .bubble {
      max-width: 85%;
      padding: var(--space-2) var(--space-3);
      border-radius: var(--radius-card);
    }
    .in {
      justify-self: start;
      background: var(--color-bubble-in);
    }
    .out {
      justify-self: end;
      background: var(--color-bubble-out);
    }
    .stage {
      justify-self: end;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .typing {
      color: var(--color-accent);
    }
  `,
})
export class TypingPreview {
  readonly #formats = inject(Formats);
  readonly #transloco = inject(TranslocoService);
  readonly humanizer = input.required<Humanizer>();

  protected readonly stage = signal<Stage>('idle');
  readonly #times = signal({ reading: 0, typing: 0 });
  protected readonly took = computed(() => {
    const { reading, typing } = this.#times();
    const seconds = (milliseconds: number): string => this.#formats.number(Math.round(milliseconds / 100) / 10);
    return { reading: seconds(reading), typing: seconds(typing) };
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
    });
    // What is shown is by the figures of before.
    effect(() => {
      this.humanizer();
      untracked(() => {
        this.#stop();
      });
    });
  }

  protected play(): void {
    this.#stop();
    const say = (key: string): string => this.#transloco.translate(`bot.humanizer.preview.${key}`);
    const reading = readingTime(this.humanizer(), say('question').length, Math.random());
    const typing = typingTime(this.humanizer(), say('answer').length, Math.random());
    this.#times.set({ reading, typing });
    this.#show('reading', reading, () => {
      this.#show('typing', typing, () => {
        this.stage.set('sent');
      });
    });
  }

  #show(stage: Stage, milliseconds: number, next: () => void): void {
    this.stage.set(stage);
    this.#timer = setTimeout(next, Number.isFinite(milliseconds) ? milliseconds : 0);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.stage.set('idle');
  }
}
