import { DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import { Subject } from 'rxjs';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `public/theme.js` reads the same key before the first paint. */
const STORAGE_KEY = 'condorito.theme';

/** Light, dark, or whatever the system has; kept for the next visit. */
@Service()
export class Appearance {
  readonly #document = inject(DOCUMENT);
  readonly #theme = signal<Theme>(this.#kept());
  readonly theme = this.#theme.asReadonly();
  readonly #chosen = new Subject<Theme>();
  /** What a person chooses, for whoever keeps it for their other devices. */
  readonly chosen$ = this.#chosen.asObservable();

  constructor() {
    effect(() => {
      const theme = this.#theme();
      if (theme === 'system') delete this.#document.documentElement.dataset['theme'];
      else this.#document.documentElement.dataset['theme'] = theme;
    });
  }

  /** A person's own choice, made just now. */
  choose(theme: Theme): void {
    this.use(theme);
    this.#chosen.next(theme);
  }

  use(theme: Theme): void {
    this.#theme.set(theme);
    this.#document.defaultView?.localStorage.setItem(STORAGE_KEY, theme);
  }

  #kept(): Theme {
    const kept = this.#document.defaultView?.localStorage.getItem(STORAGE_KEY);
    return themes.find((theme) => theme === kept) ?? 'system';
  }
}
