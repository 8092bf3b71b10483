import { ColumnGuess, type TableRows } from '../../../table-files/columns';
import { guessedMapping, variableName } from './columns';

describe('guessedMapping', () => {
  const guess = (rows: TableRows) => guessedMapping(rows, new ColumnGuess(rows, '573009998877'));

  it('finds number and name by their titles, and takes the rest along', () => {
    const rows = [
      ['Ciudad', 'Nombre completo', 'Teléfono móvil', 'Pedido'],
      ['Cali', 'Luz Marina', '300 123 4567', '17'],
    ];

    expect(guess(rows)).toEqual({ heading: 0, number: 2, name: [1], variables: [0, 3] });
  });

  it('finds the number by what stands in the columns where no title says so', () => {
    const rows = [
      ['id', 'contacto 1', 'x'],
      ['1', 'Luz', '3001234567'],
      ['2', 'Ana', '3001234568'],
    ];

    expect(guess(rows).number).toBe(2);
  });

  it('does not believe a title that says otherwise than its column', () => {
    const rows = [
      ['Número', 'Celular'],
      ['1', '3001234567'],
      ['2', '3001234568'],
    ];

    expect(guess(rows).number).toBe(1);
  });

  it('takes a first row with a number for a recipient', () => {
    const mapping = guess([['+573001234567', 'Luz']]);

    expect(mapping).toEqual({ heading: null, number: 0, name: [1], variables: [] });
  });

  it('puts a name together that a file has in parts', () => {
    const rows = [
      ['First Name', 'Last Name', 'Organization Name', 'Phone 1 - Value'],
      ['Luz', 'Marina', 'Flores', '300 123 4567'],
    ];

    expect(guess(rows)).toEqual({ heading: 0, number: 3, name: [0, 1], variables: [2] });
  });

  it('knows the columns of rows that are longer than the first', () => {
    expect(guess([['nombre'], ['Luz', '3001234567']]).number).toBe(1);
  });
});

describe('variableName', () => {
  it('is the title as a text can name it', () => {
    expect(variableName('Fecha (de entrega)', 0)).toBe('fecha_de_entrega');
    expect(variableName('Año', 0)).toBe('año');
  });

  it('is the place of a column without a title', () => {
    expect(variableName(undefined, 1)).toBe('columna_2');
    expect(variableName('¿?', 2)).toBe('columna_3');
  });
});
