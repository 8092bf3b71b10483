import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { ConversationViewers } from './conversation-viewers';
import { ConversationViewersHarness } from './testing/conversation-viewers-harness';
import { aColleague, presenceChanged } from './testing/presence-fixtures';

describe('ConversationViewers', () => {
  let realtime: FakeRealtime;
  let viewers: ConversationViewersHarness;

  beforeEach(async () => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    const fixture = TestBed.createComponent(ConversationViewers);
    fixture.componentRef.setInput('conversation', { id: 'c1', contactId: 'p1' });
    viewers = await TestbedHarnessEnvironment.harnessForFixture(fixture, ConversationViewersHarness);
  });

  function look(...names: string[]): void {
    const users = names.map((name, index) => aColleague(`x${index}`, name, { viewing: 'p1' }));
    realtime.emit('presence_changed', presenceChanged([...users, aColleague('u9', 'Zoe', { viewing: 'p2' })], true));
  }

  it('says nothing while nobody else looks', async () => {
    look();

    expect(await viewers.sentence()).toBeNull();
  });

  it('says nothing of who looks at the contact’s conversation on another line', async () => {
    const luis = aColleague('u2', 'Luis', { viewing: 'p1', viewingConversation: 'c2' });
    const marta = aColleague('u3', 'Marta', { viewing: 'p1', viewingConversation: 'c1' });
    realtime.emit('presence_changed', presenceChanged([luis, marta], true));

    expect(await viewers.sentence()).toBe('Marta está viendo esta conversación');
  });

  it('names who looks, in the words of the language', async () => {
    look('Luis');
    expect(await viewers.sentence()).toBe('Luis está viendo esta conversación');

    look('Luis', 'Marta');
    expect(await viewers.sentence()).toBe('Luis y Marta están viendo esta conversación');
  });

  it('counts those who are too many to name', async () => {
    look('Carla', 'Diego', 'Elena', 'Luis');
    expect(await viewers.sentence()).toBe('Carla, Diego, Elena y Luis están viendo esta conversación');

    look('Carla', 'Diego', 'Elena', 'Luis', 'Marta');
    expect(await viewers.sentence()).toBe('Carla, Diego, Elena y 2 más están viendo esta conversación');
  });
});
