import { decodedText } from './decoded-text';

describe('decodedText', () => {
  const text = 'nombre;teléfono\nPeña;300 123 4567\n';
  const utf8 = new TextEncoder().encode(text);
  const utf16 = (isLittle: boolean) =>
    new Uint8Array(
      Array.from(text).flatMap((letter) => {
        const code = letter.charCodeAt(0);
        return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
      }),
    );
  /** Every letter of the text is the same byte in Windows-1252. */
  const windows = new Uint8Array(Array.from(text).map((letter) => letter.charCodeAt(0)));

  const cases: [string, Uint8Array, string][] = [
    ['UTF-8', utf8, 'utf-8'],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), 'utf-8'],
    ['UTF-16 as Excel saves it', new Uint8Array([0xff, 0xfe, ...utf16(true)]), 'utf-16le'],
    ['UTF-16, the other way round', new Uint8Array([0xfe, 0xff, ...utf16(false)]), 'utf-16be'],
    ['UTF-16 without a mark', utf16(true), 'utf-16le'],
    ['UTF-16 without a mark, the other way round', utf16(false), 'utf-16be'],
    ['Windows-1252', windows, 'windows-1252'],
  ];
  for (const [name, bytes, encoding] of cases) {
    it(`reads ${name}`, () => {
      expect(decodedText(bytes)).toEqual({ text, encoding } as ReturnType<typeof decodedText>);
    });
  }

  it('reads nothing as nothing', () => {
    expect(decodedText(new Uint8Array()).text).toBe('');
  });
});
