import { Component, computed, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Media } from '#contract/messages';
import { Icon } from '../../ui';
import { OnePlaysAtATime } from './one-plays-at-a-time';

const SPEEDS = [1, 1.5, 2];

/** Something to listen to. Nothing is fetched before somebody presses play. */
@Component({
  selector: 'app-audio-player',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="player" role="group" [attr.aria-label]="label()" *transloco="let t; prefix: 'conversation.audio'">
      <audio
        #audio
        preload="none"
        [src]="media().url"
        (play)="begin()"
        (pause)="isPlaying.set(false)"
        (timeupdate)="at.set(audio.currentTime)"
        (durationchange)="takeDuration(audio.duration)"
        (ended)="at.set(0)"
        (error)="hasFailed.set(true)"
      ></audio>
      <button
        type="button"
        class="button button-icon"
        [attr.aria-label]="t(isPlaying() ? 'pause' : 'play')"
        (click)="toggle()"
      >
        @if (isPlaying()) {
          <svg appIcon="pause"></svg>
        } @else {
          <svg appIcon="play"></svg>
        }
      </button>
      <input
        type="range"
        min="0"
        [max]="length()"
        step="0.1"
        [value]="at()"
        [attr.aria-label]="t('place')"
        [attr.aria-valuetext]="clock(at())"
        (input)="seek($event)"
      />
      <span class="time">{{ clock(isPlaying() || at() > 0 ? at() : length()) }}</span>
      <button type="button" class="speed" [attr.aria-label]="t('speed', { speed: speed() })" (click)="faster()">
        {{ speed() }}×
      </button>
    </div>
    @if (hasFailed()) {
      <p class="failed" *transloco="let t; prefix: 'conversation.audio'">{{ t('failed') }}</p>
    }
  `,
  styles: `
    .player {
      display: flex;
      gap: var(--space-1);
      align-items: center;
      width: 280px;
      max-width: 100%;
    }
    input {
      flex: 1;
      min-width: 60px;
      accent-color: var(--color-accent);
    }
    .time {
      min-width: 34px;
      font-size: var(--text-12);
      font-variant-numeric: tabular-nums;
    }
    .speed {
      min-width: 36px;
      min-height: 28px;
      padding: 0 var(--space-1);
      border: 0;
      border-radius: var(--radius-round);
      background: color-mix(in srgb, var(--color-text) 8%, transparent);
      color: inherit;
      font-size: var(--text-12);
      cursor: pointer;
    }
    .failed {
      padding: 0 6px;
      font-size: var(--text-13);
    }
  `,
})
export class AudioPlayer {
  readonly #others = inject(OnePlaysAtATime);

  readonly media = input.required<Media>();
  readonly label = input.required<string>();

  protected readonly audio = viewChild.required<ElementRef<HTMLAudioElement>>('audio');
  protected readonly isPlaying = signal(false);
  protected readonly hasFailed = signal(false);
  /** Seconds from the beginning. */
  protected readonly at = signal(0);
  protected readonly speed = signal(1);
  readonly #measured = signal<number | null>(null);
  protected readonly length = computed(() => this.#measured() ?? this.media().seconds ?? 0);

  protected toggle(): void {
    const audio = this.audio().nativeElement;
    this.hasFailed.set(false);
    if (this.isPlaying()) {
      audio.pause();
    } else {
      audio.play().catch(() => {
        this.isPlaying.set(false);
      });
    }
  }

  protected begin(): void {
    const audio = this.audio().nativeElement;
    audio.playbackRate = this.speed();
    this.isPlaying.set(true);
    this.#others.began(audio);
  }

  protected takeDuration(seconds: number): void {
    // A recording of a browser has no length until it has been played to its end.
    if (Number.isFinite(seconds)) this.#measured.set(seconds);
  }

  protected seek(event: Event): void {
    const seconds = Number((event.target as HTMLInputElement).value);
    this.audio().nativeElement.currentTime = seconds;
    this.at.set(seconds);
  }

  protected faster(): void {
    const next = SPEEDS[(SPEEDS.indexOf(this.speed()) + 1) % SPEEDS.length] ?? 1;
    this.speed.set(next);
    this.audio().nativeElement.playbackRate = next;
  }

  /** Minutes and seconds. */
  protected clock(seconds: number): string {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  }
}
