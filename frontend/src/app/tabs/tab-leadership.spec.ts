import { signal } from '@angular/core';
import { TabChannel } from './tab-channel';
import { type LeaderDuty, TabLeadership } from './tab-leadership';
import { TAB_LOCKS } from './tab-locks';
import { TAB_USER } from './tab-user';
import { openTab, type OpenTab } from './testing/open-tab';
import { quiet, until } from './testing/until';

describe('TabLeadership', () => {
  let tabs: OpenTab[];

  beforeEach(() => {
    tabs = [];
    jasmine.clock().install();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    tabs.forEach((tab) => {
      tab.close();
    });
  });

  function open(user = signal<string | null>('u1'), locks = navigator.locks as LockManager | null): OpenTab {
    const tab = openTab(
      TabLeadership,
      TabChannel,
      { provide: TAB_USER, useValue: user },
      { provide: TAB_LOCKS, useValue: locks },
    );
    tabs.push(tab);
    return tab;
  }

  function close(tab: OpenTab): void {
    tabs = tabs.filter((other) => other !== tab);
    tab.close();
  }

  function leads(tab: OpenTab): boolean {
    return tab.get(TabLeadership).isLeader();
  }

  function dutiesOf(tab: OpenTab): LeaderDuty[] {
    const duties: LeaderDuty[] = [];
    tab.get(TabLeadership).duty$.subscribe((duty) => duties.push(duty));
    return duties;
  }

  /** A tab that holds the lock and does not answer, as one that the browser has frozen. */
  async function openFrozen(): Promise<() => Promise<boolean>> {
    let [held, robbed] = [false, false];
    navigator.locks
      .request('condorito.leader.u1', () => {
        held = true;
        return new Promise(() => undefined);
      })
      .catch(() => (robbed = true));
    await until(() => held);
    return () => until(() => robbed);
  }

  it('is with one of several tabs, and passes on when that one ends', async () => {
    const first = open();
    await until(() => leads(first));
    const second = open();
    const third = open();
    await quiet();
    expect([second, third].map(leads)).toEqual([false, false]);

    close(first);
    await until(() => leads(second));

    expect(leads(third)).toBeFalse();
  });

  it('tells a tab of its duty when it becomes the leader, and when another tab asks', async () => {
    const first = open();
    const [duties, second] = [dutiesOf(first), open()];
    const dutiesOfSecond = dutiesOf(second);
    await until(() => duties.length > 0);

    second.get(TabLeadership).wakeLeader();
    await until(() => duties.length > 1);
    await quiet();

    expect(duties).toEqual(['elected', 'asked']);
    expect(dutiesOfSecond).toEqual([]);
  });

  it('stays with a leader that answers', async () => {
    const first = open();
    await until(() => leads(first));
    const second = open();
    await quiet();

    second.get(TabLeadership).wakeLeader();
    await quiet();
    jasmine.clock().tick(60_000);
    await quiet();

    expect([first, second].map(leads)).toEqual([true, false]);
  });

  it('is taken from a tab that does not answer for 2 s', async () => {
    const isRobbed = await openFrozen();
    const tab = open();
    await quiet();

    tab.get(TabLeadership).wakeLeader();
    await quiet();
    jasmine.clock().tick(1_999);
    await quiet();
    expect(leads(tab)).toBeFalse();

    jasmine.clock().tick(1);
    await until(() => leads(tab));
    await isRobbed();
  });

  it('comes back in its turn to a tab it was taken from', async () => {
    const first = open();
    await until(() => leads(first));
    let release: (() => void) | undefined;
    void navigator.locks.request(
      'condorito.leader.u1',
      { steal: true },
      () => new Promise<void>((resolve) => (release = resolve)),
    );
    const giveBack = await until(() => !leads(first) && release);

    giveBack();

    await until(() => leads(first));
  });

  it('is separate for each user, and ends with the sign-in', async () => {
    const user = signal<string | null>('u1');
    const first = open(user);
    const other = open(signal<string | null>('u2'));
    await until(() => leads(first) && leads(other));

    user.set('u2');
    expect(leads(first)).toBeFalse();
    await quiet();
    expect(leads(first)).toBeFalse();

    const third = open();
    await until(() => leads(third));
    user.set(null);
    await quiet();
    expect(leads(first)).toBeFalse();
  });

  it('is with every tab where the browser has no locks', async () => {
    const [first, second] = [open(signal('u1'), null), open(signal('u1'), null)];

    await until(() => leads(first) && leads(second));
  });
});
