import type { CannedReply } from '#contract/team-settings';
import { type Marked, matchingReplies } from './matching-replies';

const reply = (shortcut: string, text: string): CannedReply => ({ id: shortcut, shortcut, text, createdAt: '' });
const written = ({ before, match, after }: Marked) => (match ? `${before}[${match}]${after}` : before + after);

describe('Canned replies for what was typed', () => {
  const replies = [
    reply('adiós', 'Gracias por su visita'),
    reply('gracias', 'A usted'),
    reply('muchas-gracias', 'Es un gusto'),
    reply('horario', 'Abrimos de 9 a 19'),
  ];
  const found = (typed: string) =>
    matchingReplies(replies, typed).map(({ shortcut, text }) => `${written(shortcut)}: ${written(text)}`);

  it('are all of them while nothing is typed', () => {
    expect(matchingReplies(replies, '').map(({ reply: { id } }) => id)).toEqual(replies.map(({ id }) => id));
  });

  it('come by the beginning of the shortcut, then by the shortcut, then by the text', () => {
    expect(found('gra')).toEqual([
      '[gra]cias: A usted',
      'muchas-[gra]cias: Es un gusto',
      'adiós: [Gra]cias por su visita',
    ]);
  });

  it('are found without accents and in any case, and with them', () => {
    expect(found('ADIOS')).toEqual(['[adiós]: Gracias por su visita']);
    expect(found('adio\u0301s')).toEqual(['[adiós]: Gracias por su visita']);
  });

  it('are none where nothing fits', () => {
    expect(found('xyz')).toEqual([]);
  });

  it('show the place in a long text, in one line', () => {
    const long = reply('pago', `Con mucho gusto le decimos\ncómo puede pagar: por transferencia o en la tienda`);
    const [only] = matchingReplies([long], 'transfer');

    expect(only && written(only.text)).toBe('…cómo puede pagar: por [transfer]encia o en la tienda');
  });

  it('leave a text whole that has no place to be cut at', () => {
    const [only] = matchingReplies([reply('a', `${'x'.repeat(60)}zeta`)], 'zeta');

    expect(only && written(only.text)).toBe(`${'x'.repeat(60)}[zeta]`);
  });
});
