import { TabChannel } from './tab-channel';
import type { TabMessage } from './tab-message';
import { openTab, type OpenTab } from './testing/open-tab';
import { quiet, until } from './testing/until';

describe('TabChannel', () => {
  let first: OpenTab;
  let second: OpenTab;

  beforeEach(() => {
    first = openTab(TabChannel);
    second = openTab(TabChannel);
  });

  afterEach(() => {
    first.close();
    second.close();
  });

  function heardBy(tab: OpenTab): TabMessage[] {
    const heard: TabMessage[] = [];
    tab
      .get(TabChannel)
      .on('signed-in')
      .subscribe((message) => heard.push(message));
    return heard;
  }

  it('brings what one tab tells to the others, and not to itself', async () => {
    const [bySpeaker, byOther] = [heardBy(first), heardBy(second)];
    first.get(TabChannel).tell({ kind: 'signed-out' });
    first.get(TabChannel).tell({ kind: 'signed-in', userId: 'u1' });

    await until(() => byOther.length > 0);
    await quiet();

    expect(byOther).toEqual([{ kind: 'signed-in', userId: 'u1' }]);
    expect(bySpeaker).toEqual([]);
  });

  it('says nothing any more once the tab is closed', async () => {
    const heard = heardBy(second);
    const channel = first.get(TabChannel);
    first.close();

    channel.tell({ kind: 'signed-in', userId: 'u1' });
    await quiet();

    expect(heard).toEqual([]);
    first = openTab(TabChannel);
  });
});
