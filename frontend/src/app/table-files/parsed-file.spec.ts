import { parsedFile, type ParsedText, parsedText } from './parsed-file';

describe('a table', () => {
  function read(text: string): ParsedText {
    const table = parsedText(text);
    if ('refused' in table) throw new Error('This is a table.');
    return table;
  }

  it('counts its rows as a spreadsheet shows them, those without anything and those of several lines included', () => {
    const { rows, lines } = read('Nombre;Notas\n\n;;\nLuz;"una\ndos"\n\nAna;\n');

    expect(rows).toEqual([
      ['Nombre', 'Notas'],
      ['Luz', 'una\ndos'],
      ['Ana', ''],
    ]);
    expect(lines).toEqual([1, 4, 6]);
  });

  it('is divided by what Excel says in a first row that it does not show', () => {
    const { rows, lines, separator } = read('sep=^\r\nLuz, la de ventas^3001234567\r\n');

    expect({ rows, lines, separator }).toEqual({
      rows: [['Luz, la de ventas', '3001234567']],
      lines: [1],
      separator: '^',
    });
  });

  it('is divided by what its numbers stand between, whatever is above them and in other cells', () => {
    expect(read('Clientes de marzo\nNombre;Celular\nLuz;3001234567\nAna;3001234568').separator).toBe(';');
    expect(read('Lista, de, marzo\nNombre\tCelular\nRuiz, Ana\t3001234567').separator).toBe('\t');
    expect(read('Luz;3001234567;Calle 5, Centro, Cali\nAna;3001234568;Calle 6, Sur, Cali').separator).toBe(';');
    expect(read('Nombre,Notas\nLuz,"a; b; c"\nAna,"d; e; f"').separator).toBe(',');
    expect(read('3001234567\n3001234568').rows).toEqual([['3001234567'], ['3001234568']]);
  });

  it('says where a quotation mark opens that does not close', () => {
    expect(read('Nombre;Celular\n\nLuz;1\n"Ana;2\nBeto;3\n').openQuote).toBe(4);
    expect(read('Nombre;Celular\n"Ana";2\n').openQuote).toBeNull();
  });

  const others: [string, string | number[], string][] = [
    ['a workbook of Excel', [0x50, 0x4b, 0x03, 0x04, 0x14, 0], 'workbook'],
    ['one of an old Excel', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], 'oldWorkbook'],
    ['cards of contacts', '\uFEFFBEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD', 'contactCards'],
  ];
  for (const [name, content, kind] of others) {
    it(`is no ${name}`, async () => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
      expect(await parsedFile(new Blob([bytes]))).toEqual({ refused: kind } as Awaited<ReturnType<typeof parsedFile>>);
    });
  }
});
