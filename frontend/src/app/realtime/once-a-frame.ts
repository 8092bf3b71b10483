import { ApplicationRef, inject, InjectionToken } from '@angular/core';

/** A tab that is hidden meanwhile draws no frames any more; what happens is wanted there all the same. */
const LONGEST_FRAME = 100;

/** Runs a task when the browser is about to draw the next frame; in a hidden tab, which draws none, at once. */
export const NEXT_FRAME = new InjectionToken<(task: () => void) => void>('NEXT_FRAME', {
  factory: () => (task) => {
    // Timers of hidden tabs may take a minute.
    if (document.hidden) {
      queueMicrotask(task);
      return;
    }
    const run = (): void => {
      cancelAnimationFrame(frame);
      clearTimeout(timeout);
      task();
    };
    const frame = requestAnimationFrame(run);
    const timeout = setTimeout(run, LONGEST_FRAME);
  },
});

/**
 * Hands on what comes one by one: at once while little comes, and all of a frame together, in order, while much does.
 * Otherwise everything on screen would be worked out anew for each, several times between two frames.
 */
export class OnceAFrame<Item> {
  readonly #give: (item: Item) => void;
  readonly #nextFrame = inject(NEXT_FRAME);
  readonly #application = inject(ApplicationRef);
  readonly #waiting: Item[] = [];
  #isFrameAwaited = false;

  /** To be made in an injection context. */
  constructor(give: (item: Item) => void) {
    this.#give = give;
  }

  take(item: Item): void {
    if (this.#isFrameAwaited) {
      this.#waiting.push(item);
      return;
    }
    this.#awaitFrame();
    this.#give(item);
  }

  /** What waits is of no use any more. */
  forget(): void {
    this.#waiting.length = 0;
  }

  #awaitFrame(): void {
    this.#isFrameAwaited = true;
    this.#nextFrame(() => {
      this.#isFrameAwaited = false;
      if (this.#waiting.length === 0) return;
      this.#awaitFrame();
      // What one of them leads to may make the rest useless, or add to it.
      for (const item of this.#waiting) this.#give(item);
      this.#waiting.length = 0;
      // Into the frame that is about to be drawn, not the one after it.
      this.#application.tick();
    });
  }
}
