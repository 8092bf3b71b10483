import { anUnsentMessage } from '../../offline/testing/an-unsent-message';
import { dueMessages, type SendingState } from './due-messages';

describe('messages that are due', () => {
  const here = ['one', 'two'].map((text) => anUnsentMessage(text));
  const there = anUnsentMessage('there', { conversationId: 'c2' });

  function due(waiting = [...here, there], state: Partial<SendingState> = {}): string[] {
    const all = { isOurs: () => true, isTrying: () => false, isTroubled: () => false, ...state };
    return dueMessages(waiting, all).map(({ text }) => text);
  }

  it('are one of each conversation', () => {
    expect(due([there, ...here])).toEqual(['there', 'one']);
  });

  it('end at one that waits for its turn, so that nothing overtakes it', () => {
    expect(due()).toEqual(['one']);
    expect(due([...here, there], { isTrying: ({ text }) => text === 'one' })).toEqual([]);
  });

  it('go past a conversation that the server has trouble with', () => {
    expect(due([...here, there], { isTroubled: (id) => id === 'c1' })).toEqual(['one', 'there']);
  });

  it('leave out what was refused, which holds nothing up', () => {
    expect(due([anUnsentMessage('refused', { refusal: 'conflict' }), ...here])).toEqual(['one']);
  });

  it('leave other tabs’ messages to them, and wait behind them in the same conversation', () => {
    const ours = anUnsentMessage('ours', { conversationId: 'c1' });
    const isOurs: SendingState['isOurs'] = ({ text }) => text === 'ours' || text === 'there';

    expect(due([...here, there], { isOurs })).toEqual(['there']);
    expect(due([...here, ours], { isOurs })).toEqual([]);
  });
});
