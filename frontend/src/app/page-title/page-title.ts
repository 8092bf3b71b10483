import { computed, effect, inject, Service, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';

/** The browser tab's title: what waits, the page, the product. A route's `title` is a translation key. */
@Service()
export class PageTitle extends TitleStrategy {
  readonly #title = inject(Title);
  readonly #transloco = inject(TranslocoService);
  readonly #texts = toSignal(this.#transloco.selectTranslation(), { initialValue: {} });
  readonly #key = signal<string | undefined>(undefined);
  readonly #waiting = signal(0);

  /** The page's name in the language in use. */
  readonly page = computed(() => {
    this.#texts();
    const key = this.#key();
    return key ? this.#transloco.translate(key) : '';
  });

  constructor() {
    super();
    effect(() => {
      this.#texts();
      const parts = [this.page(), this.#transloco.translate('app.name')].filter(Boolean).join(' · ');
      this.#title.setTitle(this.#waiting() > 0 ? `(${this.#waiting()}) ${parts}` : parts);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    this.#key.set(this.buildTitle(snapshot));
  }

  /** How many things wait for this person, such as unread conversations; shown in front of the title. */
  showWaiting(count: number): void {
    this.#waiting.set(count);
  }
}
