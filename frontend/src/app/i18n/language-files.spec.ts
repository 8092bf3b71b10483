import type { Translation } from '@jsverse/transloco';
import en from '../../../public/i18n/en.json';
import es from '../../../public/i18n/es.json';
import chatEn from '../../../public/i18n/chat/en.json';
import chatEs from '../../../public/i18n/chat/es.json';
import clientsEn from '../../../public/i18n/clients/en.json';
import clientsEs from '../../../public/i18n/clients/es.json';
import doctorEn from '../../../public/i18n/connection-doctor/en.json';
import doctorEs from '../../../public/i18n/connection-doctor/es.json';
import sessionsEn from '../../../public/i18n/whatsapp-sessions/en.json';
import sessionsEs from '../../../public/i18n/whatsapp-sessions/es.json';

/** Each text by its full key. */
function texts(translation: Translation, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(translation).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...texts(value as Translation, `${prefix}${key}.`)],
    ),
  );
}

function parametersOf(text: string | undefined): string[] {
  return (text?.match(/\{\{\s*\w+\s*\}\}/g) ?? []).map((parameter) => parameter.replace(/\s/g, '')).sort();
}

describe('language files', () => {
  const pairs: [string, Translation, Translation][] = [
    ['app', es, en],
    ['chat', chatEs, chatEn],
    ['clients', clientsEs, clientsEn],
    ['connection-doctor', doctorEs, doctorEn],
    ['whatsapp-sessions', sessionsEs, sessionsEn],
  ];

  for (const [name, spanish, english] of pairs) {
    it(`of ${name} have the same keys and the same parameters in both languages`, () => {
      const [inSpanish, inEnglish] = [texts(spanish), texts(english)];

      expect([...inEnglish.keys()].sort()).toEqual([...inSpanish.keys()].sort());
      for (const [key, text] of inSpanish) {
        expect(parametersOf(inEnglish.get(key)))
          .withContext(key)
          .toEqual(parametersOf(text));
        expect(text.trim()).withContext(key).not.toBe('');
      }
    });
  }
});
