import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { Translation } from '@jsverse/transloco';
import en from '../../../public/i18n/en.json';
import es from '../../../public/i18n/es.json';
import chatEn from '../../../public/i18n/chat/en.json';
import chatEs from '../../../public/i18n/chat/es.json';
import botEn from '../../../public/i18n/bot/en.json';
import botEs from '../../../public/i18n/bot/es.json';
import bulkEn from '../../../public/i18n/bulk-messages/en.json';
import bulkEs from '../../../public/i18n/bulk-messages/es.json';
import clientsEn from '../../../public/i18n/clients/en.json';
import clientsEs from '../../../public/i18n/clients/es.json';
import dashboardEn from '../../../public/i18n/dashboard/en.json';
import dashboardEs from '../../../public/i18n/dashboard/es.json';
import doctorEn from '../../../public/i18n/connection-doctor/en.json';
import doctorEs from '../../../public/i18n/connection-doctor/es.json';
import conversationEn from '../../../public/i18n/conversation/en.json';
import conversationEs from '../../../public/i18n/conversation/es.json';
import emojisEn from '../../../public/i18n/emojis/en.json';
import emojisEs from '../../../public/i18n/emojis/es.json';
import narrowingsEn from '../../../public/i18n/list-narrowings/en.json';
import narrowingsEs from '../../../public/i18n/list-narrowings/es.json';
import searchEn from '../../../public/i18n/message-search/en.json';
import searchEs from '../../../public/i18n/message-search/es.json';
import beginEn from '../../../public/i18n/new-conversation/en.json';
import beginEs from '../../../public/i18n/new-conversation/es.json';
import voiceEn from '../../../public/i18n/voice-note/en.json';
import voiceEs from '../../../public/i18n/voice-note/es.json';
import paletteEn from '../../../public/i18n/palette/en.json';
import paletteEs from '../../../public/i18n/palette/es.json';
import shortcutsEn from '../../../public/i18n/shortcuts/en.json';
import shortcutsEs from '../../../public/i18n/shortcuts/es.json';
import settingsEn from '../../../public/i18n/settings/en.json';
import settingsEs from '../../../public/i18n/settings/es.json';
import numbersEn from '../../../public/i18n/phone-numbers/en.json';
import numbersEs from '../../../public/i18n/phone-numbers/es.json';
import sessionsEn from '../../../public/i18n/whatsapp-sessions/en.json';
import sessionsEs from '../../../public/i18n/whatsapp-sessions/es.json';
import { LanguageFiles } from './language-files';

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
    ['bot', botEs, botEn],
    ['bulk-messages', bulkEs, bulkEn],
    ['clients', clientsEs, clientsEn],
    ['conversation', conversationEs, conversationEn],
    ['dashboard', dashboardEs, dashboardEn],
    ['list-narrowings', narrowingsEs, narrowingsEn],
    ['emojis', emojisEs, emojisEn],
    ['message-search', searchEs, searchEn],
    ['new-conversation', beginEs, beginEn],
    ['palette', paletteEs, paletteEn],
    ['shortcuts', shortcutsEs, shortcutsEn],
    ['voice-note', voiceEs, voiceEn],
    ['connection-doctor', doctorEs, doctorEn],
    ['settings', settingsEs, settingsEn],
    ['phone-numbers', numbersEs, numbersEn],
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

describe('LanguageFiles', () => {
  let server: HttpTestingController;
  let told: unknown[];

  beforeEach(() => {
    jasmine.clock().install();
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    server = TestBed.inject(HttpTestingController);
    told = [];
    TestBed.inject(LanguageFiles)
      .getTranslation('chat/es')
      .subscribe({
        next: (texts) => told.push(texts),
        error: () => told.push('error'),
      });
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    server.verify();
  });

  it('asks until the texts come while the server is out of reach', () => {
    server.expectOne('i18n/chat/es.json').error(new ProgressEvent('error'));
    jasmine.clock().tick(2_000);
    server.expectOne('i18n/chat/es.json').error(new ProgressEvent('error'));
    dispatchEvent(new Event('online'));
    server.expectOne('i18n/chat/es.json').flush({ title: 'Chat' });

    expect(told).toEqual([{ title: 'Chat' }]);
  });

  it('takes the server’s no for an answer', () => {
    server.expectOne('i18n/chat/es.json').flush(null, { status: 404, statusText: 'Not Found' });

    expect(told).toEqual(['error']);
  });
});
