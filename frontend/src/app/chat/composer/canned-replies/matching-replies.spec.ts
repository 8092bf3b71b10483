import type { CannedReply } from '#contract/team-settings';
import { matchingReplies } from './matching-replies';

const reply = (shortcut: string, text: string): CannedReply => ({ id: shortcut, shortcut, text, createdAt: '' });

describe('Canned replies for what was typed', () => {
  const replies = [
    reply('adiós', 'Gracias por su visita'),
    reply('gracias', 'A usted'),
    reply('muchas-gracias', 'Es un gusto'),
    reply('horario', 'Abrimos de 9 a 19'),
  ];
  const found = (typed: string) => matchingReplies(replies, typed).map(({ shortcut }) => shortcut);

  it('are all of them while nothing is typed', () => {
    expect(found('')).toEqual(replies.map(({ shortcut }) => shortcut));
  });

  it('come by the beginning of the shortcut, then by the shortcut, then by the text', () => {
    expect(found('gra')).toEqual(['gracias', 'muchas-gracias', 'adiós']);
  });

  it('are found without accents and in any case, and with them', () => {
    expect(found('ADIOS')).toEqual(['adiós']);
    expect(found('adio\u0301s')).toEqual(['adiós']);
  });

  it('are none where nothing fits', () => {
    expect(found('xyz')).toEqual([]);
  });
});
