import { nameRank } from './name-rank';

describe('How well a name fits what is searched for', () => {
  const order = (query: string, ...names: string[]) =>
    names.toSorted((one, other) => nameRank(one, query) - nameRank(other, query));

  it('is better at its beginning than at the beginning of a word, and better there than within one', () => {
    expect(order('ana', 'Susana Gil', 'María Ana', 'Ana Ruiz')).toEqual(['Ana Ruiz', 'María Ana', 'Susana Gil']);
  });

  it('takes words in any order, in any case and without accents', () => {
    expect(nameRank('José Núñez', 'nun JOSE')).toBe(1);
    expect(nameRank('José Núñez', 'josé núñ')).toBe(0);
  });

  it('is as good as any while nothing is searched for', () => {
    expect(nameRank('Ana', '  ')).toBe(0);
  });

  it('is none where a word is missing, unless it goes by that word too', () => {
    expect(nameRank('Ana Ruiz', 'ana gil')).toBe(Infinity);
    expect(nameRank('Cerrar sesión', 'salir')).toBe(Infinity);
    expect(nameRank('Cerrar sesión', 'salir', 'salir desconectar')).toBe(3);
  });
});
