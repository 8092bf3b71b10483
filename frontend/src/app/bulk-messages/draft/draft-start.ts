import { computed, Injectable, signal } from '@angular/core';

/** When a draft is to start, as chosen here: the server is told with the start itself. */
@Injectable()
export class DraftStart {
  /** As a field for date and time has it, in this computer's time zone; empty for at once. */
  readonly #chosen = signal('');
  readonly chosen = this.#chosen.asReadonly();
  /** An ISO time; undefined for at once. */
  readonly at = computed(() => (this.#chosen() === '' ? undefined : new Date(this.#chosen()).toISOString()));

  choose(local: string): void {
    this.#chosen.set(local);
  }
}
