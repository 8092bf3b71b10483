import { inject, Service } from '@angular/core';
import { EnhancedErrorHandlerService } from '../errors';
import { CalmPage } from './calm-page';

/** Fetches the code of a part of a screen: `() => import(…)`. */
export type PartCode = () => Promise<unknown>;

/** The code of what a screen does not show at first, such as a menu. */
@Service()
export class LateParts {
  readonly #calm = inject(CalmPage);
  readonly #errors = inject(EnhancedErrorHandlerService);

  /** Fetches them once the page rests, so that they open at once, and without a network too. */
  fetchAhead(parts: readonly PartCode[]): void {
    this.#calm.comes().subscribe(() => {
      for (const code of parts) this.expect(code);
    });
  }

  /** Fetches one that may be wanted in a moment. Should it be missing, that is told when it is. */
  expect(code: PartCode): void {
    if (this.#errors.isReachable()) code().catch(() => undefined);
  }

  /** One that is wanted now. Undefined where its code cannot be had, and the person is told. */
  async need<Part>(code: () => Promise<Part>): Promise<Part | undefined> {
    try {
      return await code();
    } catch (error) {
      this.#errors.tellFailure(error);
      return undefined;
    }
  }
}
