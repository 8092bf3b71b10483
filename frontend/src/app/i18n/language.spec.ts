import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { Formats, Language } from '.';
import { provideTestLanguages } from './testing/provide-test-languages';

describe('Language', () => {
  let language: Language;

  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideTestLanguages()] });
    language = TestBed.inject(Language);
  });

  afterEach(() => {
    localStorage.clear();
  });

  it('is Spanish until another one is chosen', () => {
    expect(language.restore()).toBe('es');
  });

  it('changes texts, dates and the lang of the page at once', () => {
    language.use('en');
    TestBed.tick();

    expect(document.documentElement.lang).toBe('en');
    expect(TestBed.inject(TranslocoService).getActiveLang()).toBe('en');
    expect(TestBed.inject(Formats).date(new Date(2026, 10, 28))).toBe('November 28, 2026');
  });

  it('writes figures as in Mexico, and days and hours as everywhere in Spanish', () => {
    const formats = TestBed.inject(Formats);

    expect([formats.number(1234.5), formats.time(new Date(2026, 10, 28, 15, 4))]).toEqual(['1,234.5', '15:04']);
  });

  it('is remembered for the next visit', () => {
    language.use('en');

    expect(language.restore()).toBe('en');
  });

  it('falls back to Spanish when what was kept is not a language', () => {
    localStorage.setItem('condorito.language', 'xx');

    expect(language.restore()).toBe('es');
  });
});
