import type { MessageStatus } from '#contract/messages';
import { aMessage, messageStatus } from '../testing/chat-fixtures';
import { newerMessage, withStatus } from './message-versions';

describe('message versions', () => {
  const statuses: MessageStatus[] = ['queued', 'sent', 'delivered', 'read'];
  const outgoing = aMessage(1, { direction: 'out', author: 'user', status: 'queued' });

  it('end at the furthest status in whatever order the statuses arrive', () => {
    for (const order of orders(statuses)) {
      const last = order.reduce(
        (held, status, seq) => withStatus(held, messageStatus(held, status, seq + 2)),
        outgoing,
      );

      expect(last.status).withContext(order.join(' ')).toBe('read');
    }
  });

  it('let a receipt overrule a failure, but not a failure a receipt', () => {
    const failed = withStatus(outgoing, messageStatus(outgoing, 'failed', 2));
    const delivered = withStatus(failed, messageStatus(failed, 'delivered', 3));

    expect(failed.status).toBe('failed');
    expect(delivered.status).toBe('delivered');
    expect(withStatus(delivered, messageStatus(delivered, 'failed', 4)).status).toBe('delivered');
  });

  it('follow a person who sends again what failed, and what becomes of it, in whatever order it is told', () => {
    const told: MessageStatus[] = ['failed', 'queued', 'failed', 'queued', 'sent'];
    const events = told.map((status, index) => messageStatus(outgoing, status, index + 2));
    const states = events.map((_, index) => events.slice(0, index + 1).reduce(withStatus, outgoing));

    expect(states.map(({ status }) => status)).toEqual(told);
    // A page may be ahead of the events that come after it.
    for (const [place, state] of states.entries()) {
      expect(events.slice(0, place + 1).reduce(withStatus, state)).toEqual(state);
      for (const earlier of states.slice(0, place)) {
        expect(newerMessage(earlier, state)).toEqual(state);
        expect(newerMessage(state, earlier)).toEqual(state);
      }
    }
  });

  it('keep the higher version with the status that is further along', () => {
    const read = { ...outgoing, version: 5, status: 'read' as const };
    const edited = { ...outgoing, version: 9, text: 'Edited', status: 'sent' as const };

    expect(newerMessage(read, edited)).toEqual({ ...edited, status: 'read', error: undefined });
    expect(newerMessage(edited, read)).toEqual({ ...edited, status: 'read', error: undefined });
  });
});

function orders<Item>(items: readonly Item[]): Item[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
