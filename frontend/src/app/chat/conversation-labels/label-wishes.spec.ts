import { Subject } from 'rxjs';
import { aConversation } from '../testing/chat-fixtures';
import { LabelWishes } from './label-wishes';

describe('LabelWishes', () => {
  let sent: { labels: string[]; answer: Subject<null> }[];
  let failures: unknown[];
  let wishes: LabelWishes;
  const conversation = aConversation(1, { labels: ['vip'] });
  const send = (labels: string[]) => {
    const answer = new Subject<null>();
    sent.push({ labels, answer });
    return answer;
  };

  beforeEach(() => {
    sent = [];
    failures = [];
    wishes = new LabelWishes((error) => failures.push(error));
  });

  const shown = () => wishes.shown(conversation).labels;

  it('show at once, until the server has answered', () => {
    wishes.want(conversation.id, ['vip', 'new'], send);
    expect(shown()).toEqual(['vip', 'new']);

    sent[0]?.answer.next(null);
    expect(wishes.shown(conversation)).toBe(conversation);
  });

  it('of one conversation go one after the other, and of several that came meanwhile the last', () => {
    wishes.want(conversation.id, ['a'], send);
    wishes.want(conversation.id, ['a', 'b'], send);
    wishes.want(conversation.id, ['a', 'b', 'c'], send);
    expect(sent.map(({ labels }) => labels)).toEqual([['a']]);

    sent[0]?.answer.next(null);
    expect(sent.map(({ labels }) => labels)).toEqual([['a'], ['a', 'b', 'c']]);
    expect(shown()).toEqual(['a', 'b', 'c']);
  });

  it('are as before where the server refuses, and the next one is tried anew', () => {
    wishes.want(conversation.id, [], send);
    sent[0]?.answer.error('refused');

    expect(failures).toEqual(['refused']);
    expect(shown()).toEqual(['vip']);
    wishes.want(conversation.id, ['new'], send);
    expect(sent.length).toBe(2);
  });

  it('of one conversation say nothing of another', () => {
    wishes.want('other', ['a'], send);
    expect(shown()).toEqual(['vip']);
  });
});
