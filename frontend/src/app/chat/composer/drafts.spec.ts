import { signal } from '@angular/core';
import { OfflineDatabase, StoredDrafts } from '../../offline';
import { freshDatabase } from '../../offline/testing/fresh-database';
import { provideNoDatabase } from '../../offline/testing/no-database';
import { TAB_USER, TabChannel } from '../../tabs';
import { openTab, type OpenTab } from '../../tabs/testing/open-tab';
import { quiet, until } from '../../tabs/testing/until';
import { Drafts } from './drafts';

describe('Drafts', () => {
  let tabs: OpenTab[];

  beforeEach(async () => {
    tabs = [];
    await freshDatabase();
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00Z'));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    closeAll();
  });

  function open(user = signal<string | null>('u1'), keeps = true): Drafts {
    const database = keeps ? OfflineDatabase : provideNoDatabase();
    const tab = openTab(Drafts, StoredDrafts, TabChannel, database, { provide: TAB_USER, useValue: user });
    tabs.push(tab);
    return tab.get(Drafts);
  }

  function closeAll(): void {
    tabs.forEach((tab) => {
      tab.close();
    });
  }

  async function reopen(): Promise<Drafts> {
    await quiet();
    closeAll();
    const drafts = open();
    await quiet();
    return drafts;
  }

  it('are read as they are written, one for each conversation', () => {
    const drafts = open();
    drafts.write('c1', 'Hola');
    drafts.write('c2', 'Adiós');

    expect(drafts.read('c1')).toBe('Hola');
    expect([...drafts.drafts()]).toEqual([
      ['c1', 'Hola'],
      ['c2', 'Adiós'],
    ]);
  });

  it('are kept once nothing was written for 300 ms, and are there after the browser was closed', async () => {
    const drafts = open();
    drafts.write('c1', 'Hol');
    jasmine.clock().tick(299);
    drafts.write('c1', 'Hola');
    jasmine.clock().tick(299);
    const reader = tabs[0]?.get(StoredDrafts);
    expect((await reader?.of('u1'))?.size).toBe(0);

    jasmine.clock().tick(1);

    const reopened = await reopen();
    expect(await until(() => reopened.read('c1') || null)).toBe('Hola');
  });

  it('are kept at once when the page is left', async () => {
    open().write('c1', 'Hola');

    dispatchEvent(new PageTransitionEvent('pagehide'));

    const reopened = await reopen();
    expect(await until(() => reopened.read('c1') || null)).toBe('Hola');
  });

  it('do not come back with a reload once the text is sent', async () => {
    const drafts = open();
    drafts.write('c1', 'Hola');
    jasmine.clock().tick(300);
    drafts.write('c1', '');
    expect(drafts.drafts().size).toBe(0);

    expect((await reopen()).drafts().size).toBe(0);
  });

  it('come to other tabs, and go from them when the text is sent', async () => {
    const [first, second] = [open(), open()];
    await quiet();
    first.write('c1', 'Hola');
    jasmine.clock().tick(300);
    await until(() => second.read('c1') === 'Hola');

    first.write('c1', '');

    await until(() => second.drafts().size === 0);
  });

  it('do not change under the hands of whoever is writing, but when they stop', async () => {
    const [first, second] = [open(), open()];
    await quiet();
    second.write('c1', 'Aquí');
    jasmine.clock().tick(300);
    await until(() => first.read('c1') === 'Aquí');
    first.write('c1', '');
    await quiet();
    jasmine.clock().tick(1_699);
    expect(second.read('c1')).toBe('Aquí');

    jasmine.clock().tick(1);

    expect(second.read('c1')).toBe('');
  });

  it('of another tab come though the clock was set back while somebody wrote', async () => {
    const [first, second] = [open(), open()];
    await quiet();
    second.write('c1', 'Aquí');
    jasmine.clock().tick(300);
    await until(() => first.read('c1') === 'Aquí');
    jasmine.clock().mockDate(new Date('2026-11-20T11:00:00Z'));
    first.write('c1', '');
    await quiet();

    jasmine.clock().tick(2_000);

    expect(second.read('c1')).toBe('');
  });

  it('are those of whoever goes on writing', async () => {
    const [first, second] = [open(), open()];
    await quiet();
    second.write('c1', 'Aquí');
    jasmine.clock().tick(300);
    await until(() => first.read('c1') === 'Aquí');
    first.write('c1', 'Allí');
    jasmine.clock().tick(300);
    await quiet();
    second.write('c1', 'Aquí, más');

    jasmine.clock().tick(2_000);
    await quiet();

    expect(second.read('c1')).toBe('Aquí, más');
    jasmine.clock().tick(2_000);
    await until(() => first.read('c1') === 'Aquí, más');
  });

  it('that are written before the kept ones are read stay as they are', async () => {
    const before = open();
    before.write('c1', 'Kept');
    before.write('c2', 'Kept');
    before.write('c3', 'Kept');
    jasmine.clock().tick(300);
    await quiet();
    closeAll();

    const drafts = open();
    drafts.write('c1', 'Newer');
    drafts.write('c2', '');
    await until(() => drafts.read('c3') === 'Kept');

    expect([drafts.read('c1'), drafts.read('c2')]).toEqual(['Newer', '']);
  });

  it('of one user are never another’s, not even what was just being written', async () => {
    const user = signal<string | null>('u1');
    const drafts = open(user);
    await quiet();
    drafts.write('c1', 'Mine');

    user.set('u2');
    expect(drafts.read('c1')).toBe('');
    await quiet();
    expect(drafts.drafts().size).toBe(0);
    drafts.write('c1', 'Theirs');
    user.set(null);
    expect(drafts.drafts().size).toBe(0);
    await quiet();
    user.set('u1');

    await until(() => drafts.read('c1') === 'Mine');
  });

  it('of one user do not come to a tab of another', async () => {
    const [mine, theirs] = [open(), open(signal('u2'))];
    await quiet();
    mine.write('c1', 'Mine');
    jasmine.clock().tick(300);
    await quiet();

    expect(theirs.drafts().size).toBe(0);
  });

  it('live in memory where the browser keeps nothing', async () => {
    const drafts = open(signal('u1'), false);
    drafts.write('c1', 'Hola');
    jasmine.clock().tick(300);
    await quiet();

    expect(drafts.read('c1')).toBe('Hola');
  });
});
