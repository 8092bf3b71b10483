import { inject, signal } from '@angular/core';
import { EnhancedErrorHandlerService, sortError } from '../errors';

/**
 * Brings rows to the server, portion by portion. Where it cannot be reached this stands still until somebody lets it go on, with
 * the same portion: whoever takes it sees to it that one whose answer was lost counts once.
 */
export abstract class PortionedUpload {
  readonly #errors = inject(EnhancedErrorHandlerService);
  #next = 0;
  #count = 0;

  readonly #state = signal<'idle' | 'taking' | 'stuck' | 'done'>('idle');
  readonly #part = signal(0);
  readonly #failure = signal('');

  readonly state = this.#state.asReadonly();
  /** Which part has been taken, from 0 to 1. */
  readonly part = this.#part.asReadonly();
  /** Why it stands still, as a translation key. */
  readonly failure = this.#failure.asReadonly();

  reset(): void {
    this.#state.set('idle');
  }

  /** So many are to be brought altogether, from the first on. */
  protected startOver(count: number): void {
    [this.#next, this.#count] = [0, count];
    this.#part.set(0);
  }

  /**
   * From where it stands: `take` brings a portion from that place on, out of so many that are left, and resolves to how many that
   * were, 0 where there are none any more. Resolves once all are there or it stands still.
   */
  protected async takeAll(take: (from: number, left: number) => Promise<number>): Promise<void> {
    this.#state.set('taking');
    try {
      while (this.#next < this.#count) {
        const taken = await take(this.#next, this.#count - this.#next);
        if (taken === 0) break;
        this.#next += taken;
        this.#part.set(this.#next / this.#count);
      }
      this.#state.set('done');
    } catch (error) {
      const { kind, message } = sortError(error);
      if (kind === 'bug') this.#errors.tellFailure(error);
      this.#failure.set(message);
      this.#state.set('stuck');
    }
  }
}
