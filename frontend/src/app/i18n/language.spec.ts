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

  it('changes texts, numbers and the lang of the page at once', () => {
    language.use('en');
    TestBed.tick();

    expect(document.documentElement.lang).toBe('en');
    expect(TestBed.inject(TranslocoService).getActiveLang()).toBe('en');
    expect(TestBed.inject(Formats).number(1234567.5)).toBe('1,234,567.5');
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
