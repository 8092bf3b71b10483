import { DOCUMENT, effect, inject, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';

export const languages = ['es', 'en'] as const;
export type LanguageCode = (typeof languages)[number];

const STORAGE_KEY = 'condorito.language';

/** The language in use: Spanish unless the person chose another one before. `<html lang>` follows it. */
@Service()
export class Language {
  readonly #transloco = inject(TranslocoService);
  readonly #document = inject(DOCUMENT);
  readonly #active = toSignal(this.#transloco.langChanges$, { initialValue: this.#transloco.getActiveLang() });

  constructor() {
    effect(() => {
      this.#document.documentElement.lang = this.#active();
    });
  }

  /** For Intl and for `lang`. */
  code(): LanguageCode {
    return isLanguage(this.#active()) ? (this.#active() as LanguageCode) : 'es';
  }

  use(language: LanguageCode): void {
    this.#transloco.setActiveLang(language);
    this.#document.defaultView?.localStorage.setItem(STORAGE_KEY, language);
  }

  /** Takes up the language chosen on an earlier visit. */
  restore(): LanguageCode {
    const kept = this.#document.defaultView?.localStorage.getItem(STORAGE_KEY);
    const language = isLanguage(kept) ? kept : 'es';
    this.#transloco.setActiveLang(language);
    return language;
  }
}

function isLanguage(value: string | null | undefined): value is LanguageCode {
  return languages.some((language) => language === value);
}
