import { ColumnGuess, type GuessedColumns, type TableRows } from './columns';

describe('the guess of what columns hold', () => {
  function guess(...rows: TableRows): GuessedColumns {
    const guess = new ColumnGuess(rows, '525512345678');
    return guess.columns(guess.heading());
  }

  it('finds names by what they look like where nothing says so', () => {
    const guessed = guess(
      ['Luz Marina', '55 1234 5671', 'Cali', 'VIP'],
      ["Ana O'Hara", '55 1234 5672', 'Cali', ''],
      ['José Á. Núñez', '55 1234 5673', 'Bogotá', 'VIP'],
    );

    expect(guessed).toEqual({ heading: null, number: 1, names: { whole: 0, first: [], middle: [], last: [] } });
  });

  it('finds no names among places, mails and codes', () => {
    const rows = Array.from({ length: 6 }, (_, index) => [
      `55 1234 567${index}`,
      `a${index}@b.co`,
      `A-${index}`,
      'Cali',
    ]);

    expect(guess(...rows).names.whole).toBeNull();
  });

  it('finds the heading below titles of the whole table', () => {
    const guessed = guess(
      ['Reporte de clientes'],
      ['Generado el', '28 de noviembre'],
      ['Ciudad', 'Nombre', 'Celular'],
      ['Cali', 'Luz', '5512345671'],
    );

    expect([guessed.heading, guessed.number, guessed.names.whole]).toEqual([2, 2, 1]);
  });

  it('takes a first person without a number for no heading', () => {
    expect(guess(['Luz', ''], ['Ana', '5512345671'], ['Beto', '5512345672']).heading).toBeNull();
    expect(guess(['Quién', 'Dónde'], ['Ana', '5512345671']).heading).toBe(0);
  });

  it('finds the parts of a name, whoever has written the file', () => {
    const parts = (...titles: string[]) => guess([...titles, 'Mobile Phone'], ['a', 'b', 'c', '5512345671']).names;

    expect(parts('First Name', 'Middle Name', 'Last Name')).toEqual({
      whole: null,
      first: [0],
      middle: [1],
      last: [2],
    });
    expect(parts('Nombre(s)', 'Apellido paterno', 'Apellido materno').last).toEqual([1, 2]);
    expect(parts('Nombre', 'Apellidos', 'Ciudad')).toEqual({ whole: null, first: [0], middle: [], last: [1] });
    expect(parts('Name', 'Given Name', 'Family Name')).toEqual({ whole: 0, first: [1], middle: [], last: [2] });
    expect(parts('Organization Name', 'File As', 'Nombre completo').whole).toBe(2);
  });

  it('goes by a mobile number before any other', () => {
    const guessed = guess(['Nombre', 'Teléfono', 'Celular'], ['Luz', '5512345671', '5512345672']);

    expect(guessed.number).toBe(2);
  });
});
