import type { CannedReply } from '#contract/team-settings';
import { matchingReplies } from './matching-replies';

describe('matchingReplies', () => {
  const reply = (shortcut: string, text: string): CannedReply => ({ id: shortcut, shortcut, text, createdAt: '' });
  const replies = [
    reply('envío', 'Enviamos mañana.'),
    reply('hola', '¡Hola, {{nombre}}!'),
    reply('pago', 'Tu pago llegó'),
  ];
  const found = (typed: string) => matchingReplies(replies, typed).map(({ shortcut }) => shortcut);

  it('finds in shortcuts and texts, without accents or capitals too', () => {
    expect(found('ENVIO')).toEqual(['envío']);
    expect(found('llego')).toEqual(['pago']);
    expect(found('/hola')).toEqual(['hola']);
  });

  it('wants every word', () => {
    expect(found('pago llegó')).toEqual(['pago']);
    expect(found('pago mañana')).toEqual([]);
  });

  it('finds all where nothing is typed', () => {
    expect(found('  ')).toEqual(['envío', 'hola', 'pago']);
  });
});
