import { Component, DOCUMENT, effect, inject, input, signal, untracked } from '@angular/core';
import { FigureWords, type Unit } from '../words/figure-words';

/** How long a figure takes from what it was to what it is, in milliseconds. */
const DURATION = 180;

/** A figure that is seen to change: a count goes up or down to what it is now, unless somebody wants no motion. */
@Component({
  selector: 'app-moving-figure',
  template: '{{ words.of(unit(), shown()) }}',
  styles: `
    :host {
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class MovingFigure {
  readonly #window = inject(DOCUMENT).defaultView;
  protected readonly words = inject(FigureWords);

  readonly value = input.required<number | null>();
  readonly unit = input.required<Unit>();
  protected readonly shown = signal<number | null>(null);

  constructor() {
    effect((onCleanup) => {
      const [to, unit] = [this.value(), this.unit()];
      const from = untracked(this.shown);
      if (from === null || to === null || from === to || unit !== 'count' || !this.#mayMove()) {
        this.shown.set(to);
        return;
      }
      onCleanup(this.#move(from, to));
    });
  }

  /** A page that nobody sees draws no frames. */
  #mayMove(): boolean {
    return (
      this.#window !== null &&
      !this.#window.document.hidden &&
      !this.#window.matchMedia('(prefers-reduced-motion: reduce)').matches
    );
  }

  /** Gives what stops it. */
  #move(from: number, to: number): () => void {
    const begun = performance.now();
    const step = (): void => {
      const passed = Math.min((performance.now() - begun) / DURATION, 1);
      this.shown.set(Math.round(from + (to - from) * passed));
      if (passed < 1) frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
    };
  }
}
