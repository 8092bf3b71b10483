import type { UnsentMessage } from '../../offline';
import { aMessage, timeAt } from '../testing/chat-fixtures';
import { bubblesOf } from './bubble';
import { keyOf } from './message-window';

describe('bubbles of a conversation', () => {
  const send = (clientMessageId: string, changes: Partial<UnsentMessage> = {}): UnsentMessage => ({
    userId: 'u1',
    clientMessageId,
    conversationId: 'c1',
    contactId: 'p1',
    text: 'Hola',
    writtenAt: timeAt(2),
    tried: false,
    ...changes,
  });

  function keys(...sends: UnsentMessage[]): string[] {
    return bubblesOf([aMessage(1), aMessage(3)], sends, { id: 'u1' }).map(({ message }) => keyOf(message));
  }

  it('show what waits behind everything that is stored, in order', () => {
    expect(keys(send('first'), send('second'))).toEqual(['m1', 'm3', 'first', 'second']);
  });

  it('show what was refused where it was written', () => {
    expect(keys(send('refused', { refusal: 'conflict' }))).toEqual(['m1', 'refused', 'm3']);
  });

  it('show a text once, under one key, when the stored message is there before the answer', () => {
    const stored = aMessage(4, { clientMessageId: 'mine' });

    const bubbles = bubblesOf([aMessage(1), stored], [send('mine')], { id: 'u1' });

    expect(bubbles.map(({ state, message }) => [state, keyOf(message)])).toEqual([
      ['stored', 'm1'],
      ['stored', 'mine'],
    ]);
  });

  it('tell apart what was never tried from what may have left and what was refused', () => {
    const sends = [send('new'), send('tried', { tried: true }), send('refused', { tried: true, refusal: 'conflict' })];

    const states = bubblesOf([], sends, { id: 'u1' }).map(({ state, message }) => [keyOf(message), state]);

    expect(Object.fromEntries(states)).toEqual({ new: 'waiting', tried: 'trying', refused: 'refused' });
  });

  it('show a template that waits as its receiver will read it', () => {
    const template = { id: 't1', name: 'lentes_listos', language: 'es_MX', parameters: {} };
    const [bubble] = bubblesOf([], [send('mine', { template, interactive: { footer: 'Óptica' } })], { id: 'u1' });

    expect(bubble?.message.template).toEqual({ name: 'lentes_listos', language: 'es_MX' });
    expect(bubble?.message.interactive).toEqual({ footer: 'Óptica' });
  });

  it('show a place, cards and a sticker that wait as they will be seen', () => {
    const location = { latitude: 19.43, longitude: -99.13 };
    const contacts = [{ name: 'Luz', phoneNumbers: ['573001234567'] }];
    const file = { blob: new Blob(), name: 'a.webp', type: 'sticker', width: 512, height: 512 } as const;
    const waiting = [
      send('place', { text: '', location }),
      send('cards', { text: '', contacts }),
      send('sticker', { text: '', file }),
    ];
    const shown = bubblesOf([], waiting, { id: 'u1' }).map(({ message }) => message);

    expect(shown.map(({ type, text }) => [type, text])).toEqual([
      ['location', undefined],
      ['contacts', undefined],
      ['sticker', undefined],
    ]);
    expect([shown[0]?.location, shown[1]?.contacts]).toEqual([location, contacts]);
    expect([shown[2]?.media?.width, shown[2]?.media?.height]).toEqual([512, 512]);
  });

  it('show what is to be sent again as waiting, whether it failed or nobody knows', () => {
    const stored = (['failed', 'uncertain'] as const).map((status, index) =>
      aMessage(index, { direction: 'out', status }),
    );

    const bubbles = bubblesOf(stored, [], { id: 'u1' }, new Set(['m0', 'm1']));

    expect(bubbles.map(({ message }) => message.status)).toEqual(['queued', 'queued']);
  });
});
