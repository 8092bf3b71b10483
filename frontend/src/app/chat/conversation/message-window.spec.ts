import { aMessage, aMessagePage, messages, messageStatus } from '../testing/chat-fixtures';
import {
  keyOf,
  letGoOfOldest,
  newestPage,
  windowOf,
  withMessage,
  withMessageStatus,
  withNewerPage,
  withNewestPage,
  withOlderPage,
  type MessageWindow,
} from './message-window';

describe('message window', () => {
  const mine = (place: number) =>
    aMessage(place, { clientMessageId: `mine-${place}`, direction: 'out', author: 'user', status: 'queued' });

  it('puts an older page in front', () => {
    const window = windowOf(aMessagePage(messages(51, 100), { nextCursor: 'older' }));

    const longer = withOlderPage(window, aMessagePage(messages(1, 50)));

    expect(idsOf(longer)).toEqual(messages(1, 100).map(({ id }) => id));
    expect(longer.olderCursor).toBeNull();
  });

  describe('that is from before', () => {
    const loaded = withOlderPage(
      windowOf(aMessagePage(messages(51, 100), { nextCursor: 'before-51' })),
      aMessagePage(messages(1, 50), { nextCursor: 'before-1' }),
    );

    it('goes on to the newest page and keeps what is loaded in front of it', () => {
      const now = withNewestPage(loaded, aMessagePage(messages(81, 130), { nextCursor: 'before-81' }));

      expect(idsOf(now)).toEqual(messages(1, 130).map(({ id }) => id));
      expect(now.olderCursor).toBe('before-1');
    });

    it('takes over what has changed in it', () => {
      const edited = aMessage(100, { version: 130, text: 'Edited' });
      const now = withNewestPage(loaded, aMessagePage([...messages(81, 99), edited]));

      expect(now.messages.at(-1)?.text).toBe('Edited');
    });

    it('keeps what has changed after the page was read', () => {
      const window = withMessage(loaded, aMessage(101, { version: 1_001 }));
      const now = withNewestPage(window, aMessagePage(messages(51, 100), { seq: 1_000 }));

      expect(now.messages.at(-1)?.id).toBe('m101');
    });

    it('gives way to a newest page that does not reach back to it', () => {
      const now = withNewestPage(loaded, aMessagePage(messages(301, 350), { nextCursor: 'before-301' }));

      expect(idsOf(now)).toEqual(messages(301, 350).map(({ id }) => id));
      expect(now.olderCursor).toBe('before-301');
    });

    it('gives way to a newest page that reaches back further', () => {
      const window = windowOf(aMessagePage(messages(51, 100), { nextCursor: 'before-51' }));
      const now = withNewestPage(window, aMessagePage(messages(11, 150), { nextCursor: 'before-11' }));

      expect(idsOf(now)).toEqual(messages(11, 150).map(({ id }) => id));
      expect(now.olderCursor).toBe('before-11');
    });
  });

  describe('kept for later', () => {
    const place = { epoch: 'e1', seq: 1_000 };

    it('is its newest page with what was said since', () => {
      const loaded = withOlderPage(
        windowOf(aMessagePage(messages(51, 100), { nextCursor: 'before-51' })),
        aMessagePage(messages(1, 50), { nextCursor: 'before-1' }),
      );

      expect(newestPage(withMessage(loaded, aMessage(101)), place)).toEqual({
        items: messages(51, 101),
        nextCursor: 'before-51',
        previousCursor: null,
        ...place,
      });
      expect(newestPage(windowOf(aMessagePage(messages(1, 3))), place)?.nextCursor).toBeNull();
    });

    it('is nothing where so much was said that it is better fetched', () => {
      expect(newestPage(windowOf(aMessagePage(messages(1, 201))), place)).toBeNull();
    });
  });

  it('takes a message once, whether its event or the answer to the send comes first', () => {
    const window = windowOf(aMessagePage(messages(1, 2)));

    const both = withMessage(withMessage(window, mine(3)), mine(3));

    expect(both.messages.map(keyOf)).toEqual(['m1', 'm2', 'mine-3']);
  });

  it('keeps the order in which the server stored, when an answer overtakes an event', () => {
    const window = windowOf(aMessagePage(messages(1, 2)));

    const both = withMessage(withMessage(window, mine(4)), aMessage(3));

    expect(both.messages.map(keyOf)).toEqual(['m1', 'm2', 'm3', 'mine-4']);
  });

  it('leaves what the log tells of later, but was said before its page was read, where it is: further back', () => {
    const window = windowOf(aMessagePage(messages(51, 100), { nextCursor: 'older' }));

    expect(withMessage(window, aMessage(50, { createdAt: aMessage(100).createdAt }))).toBe(window);
  });

  it('moves a tick by the id of the message, or by the id the sender gave', () => {
    const window = windowOf(aMessagePage([mine(1), aMessage(2)]));

    const sent = withMessageStatus(window, messageStatus({ ...mine(1), id: 'unknown' }, 'sent', 3));

    expect(sent.messages[0]?.status).toBe('sent');
  });

  it('lets go of the newest page beyond 1,000 messages, and finds it again on the way back', () => {
    let window = windowOf(aMessagePage(messages(1_951, 2_000), { nextCursor: 'before-1951' }));
    for (let end = 1_950; end >= 950; end -= 50) {
      const cursors = { nextCursor: `before-${end - 49}`, previousCursor: `after-${end}` };
      window = withOlderPage(window, aMessagePage(messages(end - 49, end), cursors));
    }

    expect(window.messages.length).toBe(1_000);
    expect(idsOf(window).at(-1)).toBe('m1900');
    expect(window.newerCursor).toBe('after-1900');

    const next = { nextCursor: 'before-1901', previousCursor: 'after-1950' };
    window = withNewerPage(window, aMessagePage(messages(1_901, 1_950), next));

    expect(idsOf(window).at(-1)).toBe('m1950');
    expect(window.newerCursor).toBe('after-1950');
    expect(window.messages.length).toBe(1_000);
    expect(window.olderCursor).toBe('before-951');
    expect(idsOf(window)[0]).toBe('m951');
  });

  describe('around a message far from the present', () => {
    const around = windowOf(aMessagePage(messages(51, 100), { nextCursor: 'before-51', previousCursor: 'after-100' }));

    it('leaves what is said meanwhile for the way back', () => {
      expect(withMessage(around, aMessage(200))).toBe(around);
    });

    it('goes on to the present, and follows from there', () => {
      const present = withNewerPage(around, aMessagePage(messages(101, 130), { nextCursor: 'before-101' }));

      expect(idsOf(present)).toEqual(messages(51, 130).map(({ id }) => id));
      expect(present.newerCursor).toBeNull();
      expect(idsOf(withMessage(present, aMessage(131))).at(-1)).toBe('m131');
      expect(newestPage(present, { epoch: 'e1', seq: 1 })?.nextCursor).toBe('before-101');
    });

    it('gives way to the newest page', () => {
      const now = withNewestPage(around, aMessagePage(messages(301, 350), { nextCursor: 'before-301' }));

      expect(idsOf(now)[0]).toBe('m301');
      expect(now.newerCursor).toBeNull();
    });
  });

  it('lets go of whole old pages for a reader at the present', () => {
    let window = windowOf(aMessagePage(messages(961, 1_000), { nextCursor: 'before-961' }));
    window = withOlderPage(window, aMessagePage(messages(1, 960)));
    window = withMessage(window, aMessage(1_001));

    expect(idsOf(letGoOfOldest(window))[0]).toBe('m961');
    expect(letGoOfOldest(window).olderCursor).toBe('before-961');
  });
});

function idsOf(window: MessageWindow): string[] {
  return window.messages.map(({ id }) => id);
}
