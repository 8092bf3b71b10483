import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { OnlineColleagues } from './online-colleagues';
import { OnlineColleaguesHarness } from './testing/online-colleagues-harness';
import { aColleague, presenceChanged } from './testing/presence-fixtures';

describe('OnlineColleagues', () => {
  let realtime: FakeRealtime;
  let stack: OnlineColleaguesHarness;

  beforeEach(async () => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    const fixture = TestBed.createComponent(OnlineColleagues);
    stack = await TestbedHarnessEnvironment.harnessForFixture(fixture, OnlineColleaguesHarness);
  });

  function online(...names: string[]): void {
    const users = names.map((name, index) => aColleague(`x${index}`, name));
    realtime.emit('presence_changed', presenceChanged(users, true));
  }

  it('shows nothing while nobody else is there', async () => {
    expect(await stack.texts()).toEqual([]);
  });

  it('shows initials and says names', async () => {
    online('Luis Pérez', 'Marta');

    expect(await stack.texts()).toEqual(['LP', 'M']);
    expect(await stack.names()).toEqual(['Luis Pérez', 'Marta']);
  });

  it('counts and names whoever finds no room', async () => {
    online('Carla', 'Diego', 'Elena', 'Luis', 'Marta', 'Nora', 'Óscar');

    expect(await stack.texts()).toEqual(['C', 'D', 'E', 'L', '+3']);
    expect((await stack.names()).at(-1)).toBe('Marta, Nora, Óscar');
  });
});
