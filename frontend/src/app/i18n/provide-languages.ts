import {
  inject,
  isDevMode,
  makeEnvironmentProviders,
  provideAppInitializer,
  type EnvironmentProviders,
} from '@angular/core';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Language, languages } from './language';
import { LanguageFiles } from './language-files';
import { valuesOnce } from './values-once';

/** Transloco with one file per language; the first screen waits for the language in use, so no keys flash by. */
export function provideLanguages(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideTransloco({
      config: {
        availableLangs: [...languages],
        defaultLang: 'es',
        fallbackLang: 'es',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        // No text falls back to Spanish: both languages have all (language-files.spec.ts), and each would be fetched twice.
        missingHandler: { logMissingKey: isDevMode() },
      },
      loader: LanguageFiles,
    }),
    valuesOnce,
    provideAppInitializer(() => {
      const transloco = inject(TranslocoService);
      const language = inject(Language).restore();
      return firstValueFrom(transloco.load(language));
    }),
  ]);
}
