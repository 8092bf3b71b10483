import { aConversation, timeAt } from '../testing/chat-fixtures';
import { belongsToView, everything, narrowings, viewOf, viewQuery } from './list-view';

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
    expect(
      viewQuery({ filter: 'mine', session: 's', label: 'l', unread: true, agent: 'u2', waiting: '300-900' }),
    ).toEqual({
      filter: 'mine',
      session: 's',
      label: 'l',
      unread: 'true',
      agent: 'u2',
      waiting: '300-900',
    });
  });

  it('is narrowed down to those of one agent', () => {
    expect(shown({ agent: 'u2' })).toEqual(['c2']);
    expect(shown({ agent: 'u1', filter: 'closed' })).toEqual(['c4']);
  });

  it('is narrowed down by how long the contact has been waiting, by the clock it is told', () => {
    const waits = [
      aConversation(1, { waitingSince: timeAt(0) }),
      aConversation(2, { waitingSince: timeAt(600) }),
      nobodys,
    ];
    const waitingAt = (seconds: number, waiting: string) =>
      waits
        .filter(belongsToView({ ...everything, waiting }, 'u1', () => Date.parse(timeAt(seconds))))
        .map(({ id }) => id);

    expect(waitingAt(600, '0')).toEqual(['c1', 'c2']);
    expect(waitingAt(899, '900')).toEqual([]);
    expect(waitingAt(900, '900')).toEqual(['c1']);
    expect(waitingAt(900, '300-900')).toEqual(['c1', 'c2']);
    expect(waitingAt(901, '300-900')).toEqual(['c2']);
  });

  it('is what an address asks for, and nothing where it asks for none', () => {
    const nothing = { filter: undefined, session: undefined, agent: undefined, waiting: undefined, unread: undefined };
    expect(viewOf(nothing)).toBeNull();
    expect(viewOf({ ...nothing, filter: 'unassigned', waiting: '300-900' })).toEqual({
      ...everything,
      filter: 'unassigned',
      waiting: '300-900',
    });
    expect(viewOf({ ...nothing, agent: 'u2', unread: 'true' })).toEqual({ ...everything, agent: 'u2', unread: true });
    expect(viewOf({ ...nothing, filter: 'toString', waiting: 'long' })).toEqual(everything);
  });
});
