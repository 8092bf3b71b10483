import type { Provider } from '@angular/core';
import { provideTranslocoScope, type Translation } from '@jsverse/transloco';
import en from '../../../public/i18n/connection-doctor/en.json';
import es from '../../../public/i18n/connection-doctor/es.json';

/** The texts come with the code: what is opened because the server is out of reach cannot ask the server for its words. */
export function provideDoctorTexts(): Provider[] {
  const given = (texts: Translation) => () => Promise.resolve(texts);
  return [provideTranslocoScope({ scope: 'connection-doctor', loader: { es: given(es), en: given(en) } })].flat();
}
