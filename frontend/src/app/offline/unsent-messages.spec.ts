import { openTab, type OpenTab } from '../tabs/testing/open-tab';
import { OfflineDatabase } from './offline-database';
import { anUnsentMessage } from './testing/an-unsent-message';
import { freshDatabase } from './testing/fresh-database';
import { provideNoDatabase } from './testing/no-database';
import type { UnsentMessage } from './unsent-message';
import { UnsentMessages } from './unsent-messages';

describe('UnsentMessages', () => {
  let tabs: OpenTab[];

  beforeEach(async () => {
    tabs = [];
    await freshDatabase();
  });

  afterEach(() => {
    tabs.forEach((tab) => {
      tab.close();
    });
  });

  function open(): UnsentMessages {
    const tab = openTab(UnsentMessages, OfflineDatabase);
    tabs.push(tab);
    return tab.get(UnsentMessages);
  }

  async function textsOf(unsent: UnsentMessages, userId = 'u1'): Promise<string[]> {
    return (await unsent.of(userId)).map(({ text }) => text);
  }

  const begin = (message: UnsentMessage) => ({ ...message, tried: true });
  const cancel = (message: UnsentMessage) => (message.tried ? message : null);

  it('keep the order of writing over all tabs, whatever the clock says, and survive a closed browser', async () => {
    const [first, second] = [open(), open()];
    await first.add(anUnsentMessage('one', { writtenAt: '2030-01-01T00:00:00.000Z' }));
    await second.add(anUnsentMessage('two', { writtenAt: '2020-01-01T00:00:00.000Z' }));
    await Promise.all(['three', 'four'].map((text) => first.add(anUnsentMessage(text))));
    tabs.forEach((tab) => {
      tab.close();
    });

    expect(await textsOf(open())).toEqual(['one', 'two', 'three', 'four']);
  });

  it('keep a place in the order that is never given again', async () => {
    const unsent = open();
    const one = await unsent.add(anUnsentMessage('one'));
    await unsent.change(one, () => null);
    const two = await unsent.add(anUnsentMessage('two'));

    expect(two.place).toBeGreaterThan(one.place ?? 0);
  });

  it('belong to the user who wrote them', async () => {
    const unsent = open();
    await unsent.add(anUnsentMessage('mine'));
    await unsent.add(anUnsentMessage('theirs', { userId: 'u2' }));

    expect(await textsOf(unsent)).toEqual(['mine']);
    expect(await textsOf(unsent, 'u2')).toEqual(['theirs']);
  });

  it('let exactly one of two tabs have its way: a try begun, or a message cancelled', async () => {
    const [sender, canceller] = [open(), open()];
    for (let round = 0; round < 20; round += 1) {
      const message = await sender.add(anUnsentMessage(`text ${round}`));
      const tries = [() => sender.change(message, begin), () => canceller.change(message, cancel)];
      const [one, other] = await Promise.all((round % 2 ? tries : tries.toReversed()).map((attempt) => attempt()));

      const [left] = await sender.of('u1');
      expect([one?.tried, other?.tried]).toEqual(left ? [true, true] : [undefined, undefined]);
      await sender.change(message, () => null);
    }
  });

  it('have nothing to decide about a message that is gone', async () => {
    const unsent = open();
    const message = await unsent.add(anUnsentMessage('one'));
    await unsent.change(message, () => null);
    const decide = jasmine.createSpy('decide');

    expect(await unsent.change(message, decide)).toBeNull();
    expect(decide).not.toHaveBeenCalled();
  });

  describe('where the browser keeps nothing', () => {
    let unsent: UnsentMessages;

    beforeEach(() => {
      const tab = openTab(UnsentMessages, provideNoDatabase());
      tabs.push(tab);
      unsent = tab.get(UnsentMessages);
    });

    it('live in this tab, and are known by having no place', async () => {
      const kept = await unsent.add(anUnsentMessage('one'));
      await unsent.add(anUnsentMessage('two', { userId: 'u2' }));

      expect(kept.place).toBeUndefined();
      expect(await textsOf(unsent)).toEqual(['one']);
      expect(await textsOf(unsent, 'u2')).toEqual(['two']);
    });

    it('can be changed and removed, and do not come back', async () => {
      const message = await unsent.add(anUnsentMessage('one'));

      expect(await unsent.change(message, begin)).toEqual({ ...message, tried: true });
      expect(await unsent.change(message, () => null)).toBeNull();
      expect(await unsent.change(message, begin)).toBeNull();
      expect(await textsOf(unsent)).toEqual([]);
    });
  });

  it('are changed in memory when the browser does not take the change, as with a full disk', async () => {
    const unsent = open();
    const [one, two] = [await unsent.add(anUnsentMessage('one')), await unsent.add(anUnsentMessage('two'))];
    spyOn(IDBObjectStore.prototype, 'add').and.throwError(new DOMException('Full', 'QuotaExceededError'));
    spyOn(IDBCursor.prototype, 'update').and.throwError(new DOMException('Full', 'QuotaExceededError'));
    spyOn(IDBCursor.prototype, 'delete').and.throwError(new DOMException('Full', 'QuotaExceededError'));

    await unsent.add(anUnsentMessage('three'));
    await unsent.change(one, () => null);
    await unsent.change(two, begin);

    expect((await unsent.of('u1')).map(({ text, tried }) => [text, tried])).toEqual([
      ['two', true],
      ['three', false],
    ]);
  });
});
