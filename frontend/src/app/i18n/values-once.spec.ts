import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { provideTestLanguages } from './testing/provide-test-languages';

describe('values in texts', () => {
  it('stay as they are, whatever somebody calls themselves', () => {
    TestBed.configureTestingModule({ providers: [provideTestLanguages()] });
    const transloco = TestBed.inject(TranslocoService);
    transloco.setTranslation({ hello: 'Hola, {{ name }}: {{count}} de {{count}}{{ nothing }}.' }, 'es');
    const hello = (name: string) => transloco.translate('hello', { name, count: 2 });

    expect(hello('Luz')).toBe('Hola, Luz: 2 de 2.');
    expect(hello('{{other}} $& {{count}}')).toBe('Hola, {{other}} $& {{count}}: 2 de 2.');
    expect(hello('{{name}}')).toBe('Hola, {{name}}: 2 de 2.');
  });
});
