import { openDB } from 'idb';
import { openTab, type OpenTab } from '../tabs/testing/open-tab';
import { quiet, until } from '../tabs/testing/until';
import { OfflineDatabase } from './offline-database';
import { anUnsentMessage } from './testing/an-unsent-message';
import { freshDatabase } from './testing/fresh-database';
import { UnsentMessages } from './unsent-messages';

describe('OfflineDatabase', () => {
  let tab: OpenTab;
  let unsent: UnsentMessages;

  beforeEach(async () => {
    await freshDatabase();
    tab = openTab(OfflineDatabase, UnsentMessages);
    unsent = tab.get(UnsentMessages);
  });

  afterEach(() => {
    tab.close();
  });

  async function texts(): Promise<string[]> {
    return (await unsent.of('u1')).map(({ text }) => text);
  }

  /** What a tab with the next version of the product does. */
  function openNewer(blocked?: () => void) {
    return openDB('condorito', 2, {
      upgrade: (database) => void database.createObjectStore('of the next version'),
      ...(blocked && { blocked }),
    });
  }

  it('makes way for a newer version, and works on with what that one left', async () => {
    await unsent.add(anUnsentMessage('before'));

    const blocked = jasmine.createSpy('blocked');
    const newer = await openNewer(blocked);
    await unsent.add(anUnsentMessage('after'));

    expect(blocked).not.toHaveBeenCalled();
    expect(await texts()).toEqual(['before', 'after']);
    expect(await newer.count('unsent')).toBe(2);
    newer.close();
  });

  it('works with a newer version that was there before it', async () => {
    await unsent.of('u1');
    const newer = await openNewer();
    newer.close();
    const later = openTab(OfflineDatabase, UnsentMessages);

    const kept = await later.get(UnsentMessages).add(anUnsentMessage('one'));

    expect(kept.place).toBe(1);
    later.close();
  });

  it('does without rather than wait for a tab that does not make way, until that one is gone', async () => {
    await unsent.of('u1');
    tab.close();
    const frozen = await openDB('condorito', 1);
    const open = indexedDB.open.bind(indexedDB);
    spyOn(indexedDB, 'open').and.callFake((name) => open(name, 2));
    tab = openTab(OfflineDatabase, UnsentMessages);
    const database = tab.get(OfflineDatabase);
    unsent = tab.get(UnsentMessages);

    expect((await unsent.add(anUnsentMessage('meanwhile'))).place).toBeUndefined();
    frozen.close();
    await until(() => database.lateOpenings() === 1);

    await unsent.add(anUnsentMessage('later'));
    expect((await unsent.of('u1')).map(({ text, place }) => [text, place])).toEqual([
      ['meanwhile', 1],
      ['later', 2],
    ]);
  });

  it('is done without where the browser forbids it', async () => {
    spyOn(indexedDB, 'open').and.throwError(new DOMException('Denied', 'SecurityError'));

    await unsent.add(anUnsentMessage('one'));
    await quiet();

    expect(await texts()).toEqual(['one']);
  });

  it('starts anew when the person deletes what the browser keeps', async () => {
    await unsent.add(anUnsentMessage('deleted'));
    await freshDatabase();

    await unsent.add(anUnsentMessage('new'));

    expect(await texts()).toEqual(['new']);
  });
});
