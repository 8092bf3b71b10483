import { aConversation } from '../testing/chat-fixtures';
import { belongsToView, everything, narrowings, viewQuery } from './list-view';

describe('a view of the list', () => {
  const mine = aConversation(1, { assignedTo: 'u1', unread: 2 });
  const theirs = aConversation(2, { assignedTo: 'u2', sessionId: 's2', labels: ['l1'] });
  const nobodys = aConversation(3);
  const closed = aConversation(4, { assignedTo: 'u1', status: 'closed' });
  const rows = [mine, theirs, nobodys, closed];
  const shown = (change: Partial<typeof everything>) =>
    rows.filter(belongsToView({ ...everything, ...change }, 'u1')).map(({ id }) => id);

  it('has in each tab what the server has in it', () => {
    expect(shown({ filter: 'all' })).toEqual(['c1', 'c2', 'c3']);
    expect(shown({ filter: 'mine' })).toEqual(['c1']);
    expect(shown({ filter: 'unassigned' })).toEqual(['c3']);
    expect(shown({ filter: 'closed' })).toEqual(['c4']);
  });

  it('is narrowed down by line, by label and to what is unread', () => {
    expect(shown({ session: 's2' })).toEqual(['c2']);
    expect(shown({ label: 'l1' })).toEqual(['c2']);
    expect(shown({ unread: true })).toEqual(['c1']);
    expect(narrowings({ ...everything, session: 's2', unread: true })).toBe(2);
  });

  it('asks the server for no more than differs from everything', () => {
    expect(Object.values(viewQuery(everything)).every((value) => value === undefined)).toBeTrue();
    expect(viewQuery({ filter: 'mine', session: 's', label: 'l', unread: true })).toEqual({
      filter: 'mine',
      session: 's',
      label: 'l',
      unread: 'true',
    });
  });
});
