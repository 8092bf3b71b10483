import { HttpEventType } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { OfflineDatabase, UnsentMessages } from '../../offline';
import { freshDatabase } from '../../offline/testing/fresh-database';
import { openTab } from '../../tabs/testing/open-tab';
import { quiet, until } from '../../tabs/testing/until';
import { aConversation, newMessage } from '../testing/chat-fixtures';
import { SendingTab, type SendingTabOptions, type Try } from './testing/sending-tab';

describe('SendQueue', () => {
  let tabs: SendingTab[];

  beforeEach(async () => {
    tabs = [];
    await freshDatabase();
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00Z'));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    tabs.forEach((tab) => {
      tab.close();
    });
  });

  function open(options?: SendingTabOptions): SendingTab {
    const tab = new SendingTab(options);
    tabs.push(tab);
    return tab;
  }

  async function openLeader(options?: SendingTabOptions): Promise<SendingTab> {
    const tab = open(options);
    await tab.leads();
    return tab;
  }

  function close(tab: SendingTab): void {
    tabs = tabs.filter((other) => other !== tab);
    tab.close();
  }

  /** What the browser keeps, read past every tab. */
  async function kept(userId = 'u1'): Promise<string[]> {
    const reader = openTab(UnsentMessages, OfflineDatabase);
    const messages = await reader.get(UnsentMessages).of(userId);
    reader.close();
    return messages.map(({ text }) => text);
  }

  function pushEvent(tab: SendingTab, attempt: Try): void {
    tab.realtime.emit('new_message', newMessage(aConversation(1), attempt.message, 1));
  }

  describe('in one tab', () => {
    it('sends one after the other, in the order they were written', async () => {
      const tab = open();
      ['one', 'two', 'three'].forEach((text) => {
        tab.send(text);
      });
      expect(tab.texts).toEqual(['one', 'two', 'three']);

      for (const text of ['one', 'two', 'three']) {
        const attempt = await tab.nextTry();
        expect(attempt.text).toBe(text);
        expect(await tab.otherTries()).toEqual([]);
        attempt.succeed();
      }

      expect(tab.stored).toEqual(['one', 'two', 'three']);
      expect(tab.texts).toEqual([]);
      await quiet();
      expect(await kept()).toEqual([]);
    });

    it('uploads a file before its message, once, however often the message is tried', async () => {
      const tab = open();
      const blob = new Blob(['%PDF'], { type: 'application/pdf' });
      tab.queue.send(
        { id: 'c1', contactId: 'p1' },
        { text: 'La receta', file: { blob, name: 'receta ñ.pdf', type: 'document' } },
      );

      const upload = (await tab.nextTry()).request;
      expect(upload.request.url).toBe('/api/media');
      expect(upload.request.headers.get('X-File-Name')).toBe('receta%20%C3%B1.pdf');
      upload.event({ type: HttpEventType.UploadProgress, loaded: 3, total: 4 });
      expect([...tab.uploads.parts().values()]).toEqual([0.75]);
      upload.flush({ media: { id: 'f1' } }, { status: 201, statusText: 'Created' });
      const first = await tab.nextTry();
      expect(first.body).toEqual(jasmine.objectContaining({ type: 'document', mediaId: 'f1', text: 'La receta' }));
      first.getNoAnswer();
      expect(await tab.otherTries()).toEqual([]);
      jasmine.clock().tick(2_000);

      const second = await tab.nextTry();
      expect(second.body).toEqual(first.body);
      second.succeed();
      expect(tab.texts).toEqual([]);
      expect(tab.uploads.parts().size).toBe(0);
    });

    it('uploads a file anew when a person tries a refused message again: the server may have given it up', async () => {
      const tab = open();
      const file = { blob: new Blob(['x']), name: 'a.pdf', type: 'document' } as const;
      tab.queue.send({ id: 'c1', contactId: 'p1' }, { text: '', file });
      (await tab.nextTry()).request.flush({ media: { id: 'old' } }, { status: 201, statusText: 'Created' });
      (await tab.nextTry()).fail(400, 'bad-request');
      await until(() => tab.queue.sends()[0]?.refusal);
      tab.queue.retry(tab.id(''));

      (await tab.nextTry()).request.flush({ media: { id: 'new' } }, { status: 201, statusText: 'Created' });
      expect((await tab.nextTry()).body).toEqual(jasmine.objectContaining({ mediaId: 'new' }));
    });

    it('sends to the conversation that its own became part of meanwhile, as the same message', async () => {
      const tab = open();
      tab.send('one');
      const first = await tab.nextTry();
      first.fail(404, 'not-found', { mergedInto: 'c2' });

      const second = await tab.nextTry();
      expect(second.request.request.url).toBe('/api/conversations/c2/messages');
      expect(second.body).toEqual(first.body);
      second.succeed();
      expect(tab.texts).toEqual([]);
    });

    it('sends notes as notes, and answers with what they answer', async () => {
      const tab = open();
      const quoted = { id: 'm1', direction: 'in', author: 'contact', type: 'text', text: '¿Abren?' } as const;
      tab.queue.send({ id: 'c1', contactId: 'p1' }, { text: 'Solo nuestro', isNote: true });
      const note = await tab.nextTry();
      expect(note.body).toEqual(jasmine.objectContaining({ type: 'note', text: 'Solo nuestro' }));
      note.succeed();

      tab.queue.send({ id: 'c1', contactId: 'p1' }, { text: 'Sí', quoted });
      expect((await tab.nextTry()).body).toEqual(jasmine.objectContaining({ type: 'text', text: 'Sí', replyTo: 'm1' }));
    });

    it('keeps a text in the browser before it tries to send it', async () => {
      const tab = open();
      tab.send('one');

      await tab.nextTry();

      expect(await kept()).toEqual(['one']);
    });

    it('does not let one conversation wait for another', async () => {
      const tab = open();
      tab.send('here', 'c1');
      await tab.nextTry();

      tab.send('there', 'c2');

      expect((await tab.nextTry()).text).toBe('there');
    });

    it('begins in the order of writing over all conversations', async () => {
      const tab = open({ connection: 'offline' });
      tab.send('one', 'c1');
      tab.send('two', 'c1');
      tab.send('three', 'c2');

      tab.realtime.connectionIs('live');
      const first = await tab.nextTry();
      expect(await tab.otherTries()).toEqual([]);
      first.succeed();

      expect([(await tab.nextTry()).text, (await tab.nextTry()).text]).toEqual(['two', 'three']);
    });

    it('lets the others pass a conversation that the server has trouble with', async () => {
      const tab = open();
      tab.send('one', 'c1');
      tab.send('two', 'c1');
      tab.send('three', 'c2');
      (await tab.nextTry()).fail(500);
      await quiet();

      jasmine.clock().tick(2_000);

      expect((await tab.nextTry()).text).toBe('one');
      expect((await tab.nextTry()).text).toBe('three');
    });

    it('tries again under the same id after a failure of the network, before what was written later', async () => {
      const tab = open();
      tab.send('one');
      tab.send('two');
      const first = await tab.nextTry();
      first.getNoAnswer();
      expect(await tab.otherTries()).toEqual([]);

      jasmine.clock().tick(2_000);

      const again = await tab.nextTry();
      expect(again.body).toEqual(first.body);
      again.succeed();
      expect((await tab.nextTry()).text).toBe('two');
    });

    it('waits twice as long after each failure', async () => {
      const tab = open();
      tab.send('one');
      for (const pause of [2_000, 4_000, 8_000]) {
        (await tab.nextTry()).fail(503);
        await quiet();
        jasmine.clock().tick(pause - 1);
        expect(await tab.otherTries()).toEqual([]);
        jasmine.clock().tick(1);
      }
      await tab.nextTry();
    });

    it('goes on after the pause though the clock was set back meanwhile', async () => {
      const tab = open();
      tab.send('one');
      (await tab.nextTry()).fail(503);
      await quiet();

      jasmine.clock().mockDate(new Date('2026-11-20T11:00:00Z'));
      jasmine.clock().tick(2_000);

      (await tab.nextTry()).succeed();
      tab.send('two');
      (await tab.nextTry()).succeed();
    });

    it('tries again after an answer that is not the server’s', async () => {
      const tab = open();
      tab.send('one');
      (await tab.nextTry()).request.error(new ProgressEvent('error'), { status: 200, statusText: 'OK' });
      await quiet();

      jasmine.clock().tick(2_000);

      (await tab.nextTry()).succeed();
    });

    for (const kind of ['live', 'polling'] as const) {
      it(`tries nothing while offline, and everything at once when the connection is ${kind}`, async () => {
        const tab = await openLeader({ connection: 'offline' });
        tab.send('one', 'c1');
        tab.send('two', 'c2');
        expect(await tab.otherTries()).toEqual([]);
        jasmine.clock().tick(600_000);
        expect(await tab.otherTries()).toEqual([]);

        tab.realtime.connectionIs(kind);

        expect((await tab.nextTry()).text).toBe('one');
        expect((await tab.nextTry()).text).toBe('two');
      });
    }

    it('gives up a try when the connection is lost, and repeats it as soon as it is back', async () => {
      const tab = open();
      tab.send('one');
      const first = await tab.nextTry();

      tab.realtime.connectionIs('offline');
      await until(() => first.request.cancelled);
      tab.realtime.connectionIs('live');

      expect((await tab.nextTry()).body).toEqual(first.body);
    });

    it('keeps what the server refuses, with the reason, and goes on with the next', async () => {
      const tab = open();
      tab.send('one');
      tab.send('two');
      const refused = await tab.nextTry();
      refused.fail(409, 'conflict');
      (await tab.nextTry()).succeed();

      await until(() => tab.texts.length === 1);
      expect(tab.queue.sends()).toEqual([jasmine.objectContaining({ text: 'one', refusal: 'conflict' })]);

      tab.queue.retry(tab.id('one'));
      expect((await tab.nextTry()).body).toEqual(refused.body);
    });

    it('gives up a refused text when a person says so, and only then', async () => {
      const tab = open();
      tab.send('one');
      const attempt = await tab.nextTry();
      tab.queue.discard(tab.id('one'));
      await quiet();
      expect(tab.texts).toEqual(['one']);
      attempt.fail(409, 'conflict');
      await until(() => tab.queue.sends()[0]?.refusal);

      tab.queue.discard(tab.id('one'));

      await until(() => tab.texts.length === 0);
      expect(await kept()).toEqual([]);
    });

    it('goes on with what was not stored when the browser was closed, under the same ids', async () => {
      const before = open();
      before.send('one');
      before.send('two');
      const first = await before.nextTry();
      const second = before.id('two');
      close(before);

      const after = open();

      const again = await after.nextTry();
      expect(again.body).toEqual(first.body);
      again.succeed();
      expect((await after.nextTry()).body.clientMessageId).toBe(second);
    });

    it('is content with the event where the answer does not come, and goes on at once', async () => {
      const tab = open();
      tab.send('one');
      tab.send('two');
      const first = await tab.nextTry();

      pushEvent(tab, first);

      expect(tab.texts).toEqual(['two']);
      const second = await tab.nextTry();
      first.getNoAnswer();
      second.succeed();
      await quiet();
      jasmine.clock().tick(60_000);
      expect(await tab.otherTries()).toEqual([]);
      expect(await kept()).toEqual([]);
    });

    it('never sends again what the server has, though the browser does not let go of it', async () => {
      const tab = open();
      tab.send('one');
      const first = await tab.nextTry();
      spyOn(IDBCursor.prototype, 'delete').and.throwError(new DOMException('Full', 'QuotaExceededError'));

      first.succeed();

      expect(await tab.otherTries()).toEqual([]);
      expect(tab.texts).toEqual([]);
    });

    it('sends from memory where the browser keeps nothing', async () => {
      const tab = open({ keeps: false });
      tab.send('one');

      (await tab.nextTry()).succeed();

      expect(tab.texts).toEqual([]);
    });
  });

  describe('cancelling', () => {
    it('takes back what was never tried', async () => {
      const tab = await openLeader({ connection: 'offline' });
      tab.send('one');
      tab.send('two');
      await until(() => tab.texts.length === 2);

      tab.queue.cancel(tab.id('one'));
      await until(() => tab.texts.length === 1);
      tab.realtime.connectionIs('live');

      expect((await tab.nextTry()).text).toBe('two');
      expect(await tab.otherTries()).toEqual([]);
    });

    it('does nothing once the text may have left', async () => {
      const tab = open();
      tab.send('one');
      (await tab.nextTry()).getNoAnswer();
      await quiet();

      tab.queue.cancel(tab.id('one'));
      await quiet();

      expect(tab.queue.sends()).toEqual([jasmine.objectContaining({ text: 'one', tried: true })]);
    });

    it('is possible again when the server says that it did not take the text', async () => {
      const tab = open();
      tab.send('one');
      (await tab.nextTry()).fail(429, 'too-many-requests');
      await until(() => tab.queue.sends()[0]?.tried === false);

      tab.queue.cancel(tab.id('one'));

      await until(() => tab.texts.length === 0);
    });

    it('in one tab and a try that begins in another at the same moment do not both happen', async () => {
      const [leader, other] = [await openLeader({ connection: 'offline' }), open({ connection: 'offline' })];
      for (let round = 0; round < 10; round += 1) {
        other.send('one');
        await until(() => other.texts.length === 1 && leader.texts.length === 1);
        await quiet();
        leader.realtime.connectionIs('live');
        const atOnce = [
          () => {
            other.queue.cancel(other.id('one'));
          },
          () => {
            TestBed.tick();
          },
        ];
        (round % 2 ? atOnce : atOnce.toReversed()).forEach((act) => {
          act();
        });
        const tries = await leader.tries();

        expect(other.texts).toEqual(tries.map(({ text }) => text));
        tries.forEach((attempt) => {
          attempt.succeed();
        });
        leader.realtime.connectionIs('offline');
        await until(() => other.texts.length === 0 && leader.texts.length === 0);
      }
    });
  });

  describe('in several tabs', () => {
    it('shows the same in all of them, and sends from one', async () => {
      const leader = await openLeader();
      const [second, third] = [open(), open()];
      second.send('one');
      third.send('two', 'c2');

      const tries = [await leader.nextTry(), await leader.nextTry()];
      await until(() => [leader, second, third].every(({ texts }) => texts.length === 2));
      expect([await second.otherTries(), await third.otherTries()]).toEqual([[], []]);

      tries.forEach((attempt) => {
        attempt.succeed();
      });
      await until(() => [leader, second, third].every(({ texts }) => texts.length === 0));
      expect(second.stored.toSorted()).toEqual(['one', 'two']);
      expect(third.stored.toSorted()).toEqual(['one', 'two']);
    });

    it('ends the waiting bubble with the event in each tab, and sends nothing twice', async () => {
      const [leader, other] = [await openLeader(), open()];
      other.send('one');
      const attempt = await leader.nextTry();

      pushEvent(other, attempt);
      expect(other.texts).toEqual([]);
      await until(() => leader.texts.length === 0);
      attempt.getNoAnswer();

      jasmine.clock().tick(60_000);
      expect(await leader.otherTries()).toEqual([]);
    });

    it('goes on in another tab when the one that sends dies, under the same id', async () => {
      const [leader, other] = [await openLeader(), open()];
      leader.send('one');
      leader.send('two');
      const first = await leader.nextTry();
      await until(() => other.texts.length === 2);

      close(leader);

      const again = await other.nextTry();
      expect(again.body).toEqual(first.body);
      again.succeed();
      expect((await other.nextTry()).text).toBe('two');
    });

    it('goes on in another tab when the one that sends does not answer', async () => {
      void navigator.locks.request('condorito.leader.u1', () => new Promise(() => undefined)).catch(() => undefined);
      const [tab, other] = [open(), open({ connection: 'offline' })];
      tab.send('one');
      // Only what is kept needs the one that sends: another tab hears of it by then.
      await until(() => other.texts.length === 1);
      expect(await tab.otherTries()).toEqual([]);

      jasmine.clock().tick(2_000);

      await tab.nextTry();
    });

    it('sends when any tab has a connection, though the leader does not know of it', async () => {
      const [leader, other] = [await openLeader({ connection: 'offline' }), open({ connection: 'offline' })];
      leader.send('one');
      leader.send('two');
      await until(() => other.texts.length === 2);
      expect(await leader.otherTries()).toEqual([]);

      other.realtime.connectionIs('live');

      (await leader.nextTry()).succeed();
      expect((await leader.nextTry()).text).toBe('two');
    });

    it('lets each tab decide about what was refused', async () => {
      const [leader, other] = [await openLeader(), open()];
      leader.send('one');
      const refused = await leader.nextTry();
      refused.fail(409, 'conflict');
      await until(() => other.queue.sends()[0]?.refusal);

      other.queue.retry(other.id('one'));

      expect((await leader.nextTry()).body).toEqual(refused.body);
    });

    it('sends from any tab what the browser does not keep', async () => {
      const [leader, other] = [await openLeader(), open({ keeps: false })];
      other.send('one');

      (await other.nextTry()).succeed();

      expect(await leader.otherTries()).toEqual([]);
      expect(other.texts).toEqual([]);
    });

    it('sends from every tab without Web Locks, always under the same id', async () => {
      const [first, second] = [open({ locks: false }), open({ locks: false })];
      first.send('one');

      const tries = [await first.nextTry(), await second.nextTry()];

      expect(tries[0]?.body).toEqual(tries[1]?.body);
      tries.forEach((attempt) => {
        attempt.succeed();
      });
      await quiet();
      expect([first.texts, second.texts, await kept()]).toEqual([[], [], []]);
    });
  });

  describe('for several users of one browser', () => {
    it('shows and sends nobody what somebody else wrote, and keeps it for their next sign-in', async () => {
      const tab = await openLeader({ connection: 'offline' });
      tab.send('mine');
      await until(() => tab.texts.length === 1);

      tab.user.set('u2');
      expect(tab.texts).toEqual([]);
      tab.realtime.connectionIs('live');
      expect(await tab.otherTries()).toEqual([]);

      tab.user.set('u1');
      expect((await tab.nextTry()).text).toBe('mine');
    });

    it('stops at once when the user changes, even between keeping and trying', async () => {
      const tab = await openLeader();
      tab.send('mine');
      tab.user.set('u2');

      expect(await tab.otherTries()).toEqual([]);
      expect(await kept()).toEqual(['mine']);
    });

    it('leaves another user’s tab alone', async () => {
      const [mine, theirs] = [await openLeader(), await openLeader({ user: 'u2' })];
      mine.send('mine');
      const attempt = await mine.nextTry();

      expect(await theirs.otherTries()).toEqual([]);
      attempt.succeed();
      await quiet();

      expect([theirs.texts, theirs.stored]).toEqual([[], []]);
    });
  });
});
