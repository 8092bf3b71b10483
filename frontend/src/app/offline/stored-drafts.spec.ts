import { openTab, type OpenTab } from '../tabs/testing/open-tab';
import { OfflineDatabase } from './offline-database';
import { StoredDrafts } from './stored-drafts';
import { freshDatabase } from './testing/fresh-database';
import { provideNoDatabase } from './testing/no-database';

describe('StoredDrafts', () => {
  let tab: OpenTab;
  let drafts: StoredDrafts;

  beforeEach(async () => {
    await freshDatabase();
    tab = openTab(StoredDrafts, OfflineDatabase);
    drafts = tab.get(StoredDrafts);
  });

  afterEach(() => {
    tab.close();
  });

  it('are there again in the next tab, one for each conversation', async () => {
    await drafts.write('u1', 'c1', 'Hol');
    await drafts.write('u1', 'c1', 'Hola');
    await drafts.write('u1', 'c2', 'Adiós');
    tab.close();
    tab = openTab(StoredDrafts, OfflineDatabase);

    expect([...(await tab.get(StoredDrafts).of('u1'))]).toEqual([
      ['c1', 'Hola'],
      ['c2', 'Adiós'],
    ]);
  });

  it('belong to one user, even where the ids begin alike', async () => {
    await drafts.write('u1', 'c1', 'mine');
    await drafts.write('u10', 'c1', 'theirs');
    await drafts.write('u', 'c1', 'theirs too');

    expect([...(await drafts.of('u1')).values()]).toEqual(['mine']);
  });

  it('are gone once they are empty', async () => {
    await drafts.write('u1', 'c1', 'Hola');
    await drafts.write('u1', 'c1', '');

    expect((await drafts.of('u1')).size).toBe(0);
  });

  it('are simply not there where the browser keeps nothing', async () => {
    const without = openTab(StoredDrafts, provideNoDatabase());
    await without.get(StoredDrafts).write('u1', 'c1', 'Hola');

    expect((await without.get(StoredDrafts).of('u1')).size).toBe(0);
    without.close();
  });
});
