import { storedBubble } from '../conversation/bubble';
import { aGroupMessage, aMessage, messages } from '../testing/chat-fixtures';
import { countIncomingAfter, messageRows, unreadMark } from './message-rows';

describe('message rows', () => {
  const rowsOf = (...list: ReturnType<typeof aMessage>[]) => messageRows(list.map(storedBubble), null, true);

  it('begin a new day where the day of the reader changes', () => {
    const rows = rowsOf(
      aMessage(1, { sentAt: new Date(2026, 10, 20, 23, 59).toISOString() }),
      aMessage(2, { sentAt: new Date(2026, 10, 21, 0, 1).toISOString() }),
    );

    expect(rows.map(({ newDay }) => newDay !== null)).toEqual([true, true]);
  });

  it('keep the first day for later while older messages are not loaded', () => {
    const rows = messageRows(messages(1, 2).map(storedBubble), null, false);

    expect(rows.map(({ newDay }) => newDay)).toEqual([null, null]);
  });

  it('group what one sender wrote in one minute', () => {
    const mine = aMessage(4, { direction: 'out', author: 'user', userId: 'u1' });
    const later = aMessage(90, { direction: 'out', author: 'user', userId: 'u1' });

    expect(rowsOf(aMessage(1), aMessage(2), mine, later).map(({ startsGroup }) => startsGroup)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('group what one person wrote in a group, also when two are called the same', () => {
    const rows = rowsOf(
      aGroupMessage(1, 'Luz'),
      aGroupMessage(2, 'Luz'),
      aGroupMessage(3, 'Luz', { participantId: 'another Luz' }),
    );

    expect(rows.map(({ startsGroup }) => startsGroup)).toEqual([true, false, true]);
  });

  it('stay the same objects while nothing about them changes', () => {
    const [first, second, third] = [aMessage(1), aMessage(2), aMessage(3)];
    const before = rowsOf(first, second);
    const after = rowsOf(first, second, third);
    const marked = messageRows([first, second].map(storedBubble), { key: 'm2', count: 1 }, true);

    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(marked[1]?.unread).toBe(1);
    expect(rowsOf(first, second)[1]?.unread).toBe(0);
  });

  it('mark where the unread messages begin', () => {
    const list = [aMessage(1), aMessage(2), aMessage(3, { direction: 'out' }), aMessage(4)];
    const mark = unreadMark(list, 2);

    expect(mark).toEqual({ key: 'm2', count: 2 });
    expect(messageRows(list.map(storedBubble), mark, true).map(({ unread }) => unread)).toEqual([0, 2, 0, 0]);
    expect(unreadMark(list, 0)).toBeNull();
    expect(unreadMark(list, 9)).toBeNull();
  });

  it('count what came in below the last one that was seen', () => {
    const list = [...messages(1, 3), aMessage(4, { direction: 'out' }), aMessage(5)];

    expect(countIncomingAfter(list, 'm2')).toBe(2);
    expect(countIncomingAfter(list, 'm5')).toBe(0);
    expect(countIncomingAfter(list, 'gone')).toBe(0);
  });
});
