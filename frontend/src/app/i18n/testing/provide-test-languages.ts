import { type EnvironmentProviders, Injectable, makeEnvironmentProviders } from '@angular/core';
import { provideTransloco, type Translation, type TranslocoLoader } from '@jsverse/transloco';
import { type Observable, of } from 'rxjs';
import en from '../../../../public/i18n/en.json';
import es from '../../../../public/i18n/es.json';
import { valuesOnce } from '../values-once';

/**
 * The app's real texts without HTTP, Spanish in use. A screen with a scope adds its files:
 * `provideTestLanguages({ 'chat/es': chatEs })`.
 */
export function provideTestLanguages(scopes: Record<string, Translation> = {}): EnvironmentProviders {
  const files: Record<string, Translation> = { es, en, ...scopes };

  @Injectable()
  class FilesAtHand implements TranslocoLoader {
    getTranslation(path: string): Observable<Translation> {
      return of(files[path] ?? {});
    }
  }

  return makeEnvironmentProviders([
    provideTransloco({
      config: { availableLangs: ['es', 'en'], defaultLang: 'es', reRenderOnLangChange: true, prodMode: true },
      loader: FilesAtHand,
    }),
    valuesOnce,
  ]);
}
