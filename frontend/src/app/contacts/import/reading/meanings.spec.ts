import { ColumnGuess } from '../../../table-files/columns';
import { guessedMeanings, withMeaning } from './meanings';

describe('guessedMeanings', () => {
  const fields = [
    { id: 'city', name: 'Ciudad' },
    { id: 'note', name: 'Notas' },
    { id: 'second', name: 'Segundo apellido' },
  ];
  const guess = (...rows: string[][]) => guessedMeanings(rows, fields, new ColumnGuess(rows, '573009998877'));

  it('knows the columns of our own export, and the client’s fields behind them', () => {
    const es = ['Nombre', 'Teléfono', 'Etapa', 'Etiquetas', 'Último contacto', 'Nombre en WhatsApp', 'Notas'];
    const en = ['Name', 'Phone', 'Stage', 'Labels', 'Last contact', 'WhatsApp name', 'Notes'];
    const before = ['nombre', 'telefono', 'etapa', 'etiquetas', 'ultimo_contacto', 'nombre_en_whatsapp', 'notas'];
    for (const titles of [es, en, before]) {
      const row = ['Luz', '573001234567', 'Nuevo', 'VIP', '2026-11-01 10:00', 'Lu', 'Hola', 'Cali', 'x'];
      expect(guess([...titles, 'Ciudad', 'Notas'], row)).toEqual({
        heading: 0,
        meanings: ['name', 'number', 'stage', 'labels', 'ignore', 'ignore', 'notes', 'field/city', 'field/note'],
      });
    }
  });

  it('understands what others call their columns', () => {
    const row = ['300 123 4567', 'Luz', 'vip, oro', 'Llamar', 'Ganado', 'Calle 1'];
    expect(
      guess(['Teléfono móvil', 'Nombre completo', 'Tags', 'Observaciones', 'Lead status', 'Dirección'], row).meanings,
    ).toEqual(['number', 'name', 'labels', 'notes', 'stage', 'ignore']);
  });

  it('understands what Outlook calls its columns', () => {
    const titles = [
      'Title',
      'First Name',
      'Middle Name',
      'Last Name',
      'Suffix',
      'Company',
      'Business Phone',
      'Mobile Phone',
    ];
    const row = ['', 'Luz', '', 'Ríos', '', 'Flores', '601 123 4567', '300 123 4567', 'Amigos;VIP', 'Hola'];

    expect(guess([...titles, 'Categories', 'Notes'], row).meanings).toEqual(
      // prettier-ignore
      ['ignore', 'firstName', 'middleName', 'lastName', 'ignore', 'ignore', 'ignore', 'number', 'labels', 'notes'],
    );
  });

  it('puts first and last names together, unless the client has a field that is called so', () => {
    const titles = ['Nombre', 'Primer apellido', 'Segundo apellido', 'Celular'];

    expect(guess(titles, ['Luz', 'Ríos', 'Peña', '3001234567']).meanings).toEqual([
      'firstName',
      'lastName',
      'field/second',
      'number',
    ]);
  });

  it('finds the number where nothing is called anything', () => {
    expect(guess(['Luz', '3001234567'])).toEqual({ heading: null, meanings: ['name', 'number'] });
  });

  it('gives one meaning once, save for parts of names', () => {
    expect(withMeaning(['lastName', 'number', 'ignore'], 2, 'lastName')).toEqual(['lastName', 'number', 'lastName']);
    expect(withMeaning(['number', 'name', 'ignore'], 2, 'name')).toEqual(['number', 'ignore', 'name']);
    expect(withMeaning(['number', 'ignore', 'ignore'], 1, 'ignore')).toEqual(['number', 'ignore', 'ignore']);
  });
});
