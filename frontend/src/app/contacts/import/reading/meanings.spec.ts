import { guessedMeanings, withMeaning } from './meanings';

describe('guessedMeanings', () => {
  const fields = [
    { id: 'city', name: 'Ciudad' },
    { id: 'note', name: 'Notas' },
  ];
  const guess = (...rows: string[][]) => guessedMeanings(rows, { neighbour: '573009998877', fields });

  it('knows the columns of our own export, and the client’s fields behind them', () => {
    const es = ['nombre', 'telefono', 'etapa', 'etiquetas', 'ultimo_contacto', 'nombre_en_whatsapp', 'notas'];
    const en = ['name', 'phone', 'stage', 'labels', 'last_contact', 'whatsapp_name', 'notes'];
    for (const titles of [es, en]) {
      const row = ['Luz', '573001234567', 'Nuevo', 'VIP', '2026-11-01 10:00', 'Lu', 'Hola', 'Cali', 'x'];
      expect(guess([...titles, 'Ciudad', 'Notas'], row)).toEqual({
        hasHeader: true,
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

  it('finds the number where nothing is called anything', () => {
    expect(guess(['Luz', '3001234567'])).toEqual({ hasHeader: false, meanings: ['ignore', 'number'] });
  });

  it('gives one meaning once', () => {
    expect(withMeaning(['number', 'name', 'ignore'], 2, 'name')).toEqual(['number', 'ignore', 'name']);
    expect(withMeaning(['number', 'ignore', 'ignore'], 1, 'ignore')).toEqual(['number', 'ignore', 'ignore']);
  });
});
