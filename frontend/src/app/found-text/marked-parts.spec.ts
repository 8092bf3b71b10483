import { hitsAnywhere, hitsAtBeginnings } from './hits';
import { markedParts } from './marked-parts';

describe('markedParts', () => {
  const marking = (hitsIn: typeof hitsAnywhere) => (text: string, query: string) =>
    markedParts(text, hitsIn(text, query))
      .map((part) => (part.isHit ? `[${part.text}]` : part.text))
      .join('');

  describe('of a text', () => {
    const marked = marking(hitsAtBeginnings);

    it('marks what words begin with, whatever their case and accents', () => {
      expect(marked('La garantía: ¿vence hoy?', 'GARAN vence')).toBe('La [garan]tía: ¿[vence] hoy?');
      expect(marked('Está en Bogotá', 'bogota')).toBe('Está en [Bogotá]');
      expect(marked('Cafe\u0301 molido', 'cafe')).toBe('[Cafe\u0301] molido');
    });

    it('marks nothing within a word, and nothing where nothing was found', () => {
      expect(marked('desayuno', 'ayuno')).toBe('desayuno');
      expect(marked('Hola', 'adiós')).toBe('Hola');
      expect(marked('Hola', '?!')).toBe('Hola');
    });

    it('marks the longest of several words that fit', () => {
      expect(marked('pedidos', 'ped pedido')).toBe('[pedido]s');
    });

    it('begins shortly before what was found far in', () => {
      const text = `${'Buenos días a todos los que leen esto. '.repeat(3)}El pedido 4821 ya salió.`;
      expect(marked(text, '4821')).toBe('…leen esto. El pedido [4821] ya salió.');
    });

    it('keeps the whole of a text whose hit stands near its beginning', () => {
      expect(marked('El pedido 4821 ya salió', '4821')).toBe('El pedido [4821] ya salió');
    });
  });

  describe('of a name', () => {
    const marked = marking(hitsAnywhere);

    it('marks each word wherever it stands, whatever its case and accents', () => {
      expect(marked('María José Núñez', 'nun JOS')).toBe('María [Jos]é [Núñ]ez');
      expect(marked('Desayunos Peña', 'ayun')).toBe('Des[ayun]os Peña');
      expect(marked('Ana Banana', 'ana')).toBe('[Ana] B[anana]');
      expect(marked('Pen\u0303a', 'pena')).toBe('[Pen\u0303a]');
      expect(marked('👓 Óptica', 'opt')).toBe('👓 [Ópt]ica');
    });

    it('marks nothing where nothing is searched for, or found', () => {
      expect(marked('Ana', ' ')).toBe('Ana');
      expect(marked('Ana', 'rosa')).toBe('Ana');
    });

    it('keeps a text whole that has no place to be cut at', () => {
      expect(marked(`${'x'.repeat(60)}zeta`, 'zeta')).toBe(`${'x'.repeat(60)}[zeta]`);
    });
  });
});
