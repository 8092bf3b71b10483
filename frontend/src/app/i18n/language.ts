import { computed, DOCUMENT, effect, inject, Service } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';
import { Subject } from 'rxjs';

export const languages = ['es', 'en'] as const;
export type LanguageCode = (typeof languages)[number];

const STORAGE_KEY = 'condorito.language';

/** The language in use: Spanish unless the person chose another one before. `<html lang>` follows it. */
@Service()
export class Language {
  readonly #transloco = inject(TranslocoService);
  readonly #document = inject(DOCUMENT);
  readonly #active = toSignal(this.#transloco.langChanges$, { initialValue: this.#transloco.getActiveLang() });

  readonly #chosen = new Subject<LanguageCode>();

  /** What a person chooses, for whoever keeps it for their other devices. */
  readonly chosen$ = this.#chosen.asObservable();
  /** For Intl and for `lang`. */
  readonly code = computed<LanguageCode>(() => languageOf(this.#active()));
  /** For Intl where it writes figures: Spanish alone would be that of Spain, with a comma where Mexico has a point. */
  readonly figures = computed(() => (this.code() === 'es' ? 'es-MX' : this.code()));

  constructor() {
    effect(() => {
      this.#document.documentElement.lang = this.code();
    });
  }

  /** A person's own choice, made just now. */
  choose(language: LanguageCode): void {
    this.use(language);
    this.#chosen.next(language);
  }

  use(language: LanguageCode): void {
    this.#transloco.setActiveLang(language);
    this.#storage?.setItem(STORAGE_KEY, language);
  }

  /** Takes up the language chosen on an earlier visit. */
  restore(): LanguageCode {
    const language = languageOf(this.#storage?.getItem(STORAGE_KEY));
    this.#transloco.setActiveLang(language);
    return language;
  }

  get #storage(): Storage | undefined {
    return this.#document.defaultView?.localStorage;
  }
}

function languageOf(value: string | null | undefined): LanguageCode {
  return languages.find((language) => language === value) ?? 'es';
}
