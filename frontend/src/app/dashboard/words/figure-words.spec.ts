import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { FigureWords } from './figure-words';

describe('the words of figures', () => {
  let words: FigureWords;
  /** Spaces that do not break are spaces. */
  const plain = (text: string) => text.replace(/\s/g, ' ');

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideTestLanguages()] });
    words = TestBed.inject(FigureWords);
  });

  it('are those of the language in use', () => {
    expect(words.of('share', 0.934)).toBe('93.4%');
    expect(words.of('count', 1_234)).toBe('1,234');
    TestBed.inject(TranslocoService).setActiveLang('en');
    expect(words.of('share', 0.934)).toBe('93.4%');
    expect(words.of('count', 12_345)).toBe('12,345');
  });

  it('tell that there is no figure', () => {
    expect(words.of('seconds', null)).toBe('—');
  });

  it('tell a large count by its part, a small one by how many, a share by points', () => {
    expect(words.change('count', 120, 100)).toBe('+20%');
    expect(words.change('count', 9, 12)).toBe('−3');
    expect(words.change('share', 0.9, 0.944)).toBe('−4.4');
    expect(plain(words.change('seconds', 130, 160))).toBe('−30 s');
  });

  it('tell a part that rounds to nothing by how many', () => {
    expect(words.change('count', 100_001, 100_000)).toBe('+1');
  });

  it('have no sign where a word says which way', () => {
    expect(words.difference('count', 80, 100)).toBe('20%');
  });
});
