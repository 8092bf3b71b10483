import { inject, Service } from '@angular/core';
import { concat, defer, switchMap } from 'rxjs';
import { EnhancedErrorHandlerService } from '../errors';
import { CalmPage } from './calm-page';
import { TextsAhead } from './texts-ahead';

/** Fetches the code of a part of a screen: `() => import(…)`. */
export type PartCode = () => Promise<unknown>;

/** The code of what a screen does not show at first, such as a menu. */
@Service()
export class LateParts {
  readonly #calm = inject(CalmPage);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #texts = inject(TextsAhead);

  /**
   * Fetches them once the page rests, with what they say, so that they open at once, and without a network too. One after the
   * other: together they would hold up what somebody does meanwhile.
   */
  fetchAhead(parts: readonly PartCode[], texts: readonly string[] = []): void {
    const codes = parts.map((code) => defer(() => this.#tryFor(code)));
    this.#calm
      .comes()
      .pipe(switchMap(() => concat(...codes, ...texts.map((scope) => this.#texts.fetch(scope)))))
      .subscribe();
  }

  /** Fetches one that may be wanted in a moment. Should it be missing, that is told when it is. */
  expect(code: PartCode): void {
    void this.#tryFor(code);
  }

  /** Fetches the translations of a scope that may be wanted in a moment. */
  expectTexts(scope: string): void {
    this.#texts.fetch(scope).subscribe();
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

  async #tryFor(code: PartCode): Promise<void> {
    if (this.#errors.isReachable()) await code().catch(() => undefined);
  }
}
