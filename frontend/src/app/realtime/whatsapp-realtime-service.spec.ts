import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { asyncScheduler, BehaviorSubject, Subject } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import type { EventPage, LoggedEvent, ReadReason } from '#contract/events';
import { SignInStore } from '../sign-in';
import { BrowserSignals } from './browser-signals';
import { NEXT_FRAME } from './once-a-frame';
import { REALTIME_CLOCK } from './realtime-clock';
import { SOCKET_FACTORY } from './socket-factory';
import { FakeSockets } from './testing/fake-sockets';
import type { Wake } from './feed';
import { WhatsAppRealtimeService } from './whatsapp-realtime-service';

describe('WhatsAppRealtimeService', () => {
  const agent: SignedInUser = { id: 'u1', name: 'Ana', email: 'ana@demo.mx', role: 'agent', clientCode: 'demo' };
  const at = '2026-01-01T00:00:00.000Z';
  /** After so many milliseconds a connection counts as one that lasts. */
  const STEADY = 10_000;
  /** Frames that never make anything wait; `OnceAFrame` has its own tests. */
  const atOnce = (task: () => void): void => {
    task();
  };
  let user: ReturnType<typeof signal<SignedInUser | null>>;
  let sockets: FakeSockets;
  let server: HttpTestingController;
  let service: WhatsAppRealtimeService;
  let online: BehaviorSubject<boolean>;
  let wake: Subject<Wake>;
  let seen: number[];

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date(at));
    user = signal<SignedInUser | null>(null);
    sockets = new FakeSockets();
    online = new BehaviorSubject(true);
    wake = new Subject();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: SignInStore, useValue: { user, token: signal(null) } },
        { provide: SOCKET_FACTORY, useValue: sockets.open },
        { provide: REALTIME_CLOCK, useValue: { scheduler: asyncScheduler, random: () => 0.5 } },
        { provide: NEXT_FRAME, useValue: atOnce },
        { provide: BrowserSignals, useValue: { wake$: wake, online$: online } },
      ],
    });
    service = TestBed.inject(WhatsAppRealtimeService);
    server = TestBed.inject(HttpTestingController);
    seen = [];
    service.on('settings_changed').subscribe(({ seq }) => seen.push(seq ?? 0));
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    server.verify();
  });

  function signIn(who: SignedInUser | null = agent): void {
    user.set(who);
    TestBed.tick();
  }

  /** Signed in, connected, and the log stands at `seq`. */
  function goLive(seq: number): void {
    signIn();
    sockets.last.join(seq);
    jasmine.clock().tick(STEADY);
  }

  function logged(seq: number): LoggedEvent {
    return { seq, name: 'settings:changed', at, data: { clientCode: 'demo', at, seq, kind: 'labels' } };
  }

  function push(...seqs: number[]): void {
    for (const seq of seqs) sockets.last.push(logged(seq));
  }

  /** A read of the log from here, for this reason where it is named. */
  function expectRead(after: number, reason?: ReadReason): TestRequest {
    const read = server.expectOne(({ url }) => url === '/api/events');
    const { params } = read.request;
    expect(params.get('after')).toBe(String(after));
    expect(params.get('epoch')).toBe('a');
    expect(params.get('limit')).toBe('500');
    if (reason) expect(params.get('reason')).toBe(reason);
    return read;
  }

  function page(seqs: number[], rest: Partial<EventPage> = {}): EventPage {
    return {
      epoch: 'a',
      seq: Math.max(...seqs, 0),
      events: seqs.map(logged),
      more: false,
      live: { typing: [] },
      ...rest,
    };
  }

  describe('push', () => {
    it('gives out each event once and in order', () => {
      goLive(7);
      push(8, 9, 9, 8, 10);

      expect(seen).toEqual([8, 9, 10]);
    });

    it('waits a quarter of a second for a missing event before it asks', () => {
      goLive(7);
      push(9);
      jasmine.clock().tick(249);
      push(8);
      jasmine.clock().tick(1_000);

      expect(seen).toEqual([8, 9]);
    });

    it('asks from the cursor when the missing event does not come, page by page', () => {
      goLive(7);
      push(10);
      jasmine.clock().tick(250);
      expectRead(7).flush(page([8], { seq: 10, more: true }));
      expectRead(8).flush(page([9, 10]));

      expect(seen).toEqual([8, 9, 10]);
      expect(service.connection().recoveredEvents).toBe(3);
    });

    it('asks at the first hole even when events keep coming', () => {
      goLive(7);
      push(9);
      jasmine.clock().tick(200);
      push(10);
      jasmine.clock().tick(50);

      expectRead(7).flush(page([8, 9, 10]));
      expect(seen).toEqual([8, 9, 10]);
    });

    it('lets events outside the log pass', () => {
      const typing: string[] = [];
      service.on('typing_start').subscribe(({ contactId }) => typing.push(contactId));
      goLive(7);
      sockets.last.push({ name: 'typing:start', data: { clientCode: 'demo', at, contactId: 'c1', by: 'contact' } });

      expect(typing).toEqual(['c1']);
    });

    it('goes on after a handler has failed', () => {
      const heard: number[] = [];
      service.on('settings_changed').subscribe(({ seq }) => {
        if (seq === 8) throw new Error('a handler of the screen failed');
        heard.push(seq ?? 0);
      });
      goLive(7);
      push(8, 9);

      expect(heard).toEqual([9]);
      expect(seen).toEqual([8, 9]);
      expect(() => {
        jasmine.clock().tick(1);
      }).toThrowError('a handler of the screen failed');
    });
  });

  describe('joining', () => {
    it('fetches nothing when the log stands where the cursor is', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(1_000);
      sockets.last.join(7);
      jasmine.clock().tick(1_000);

      expect(service.connection().kind).toBe('live');
    });

    it('catches up at once when the log is ahead', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(1_000);
      sockets.last.join(9);
      jasmine.clock().tick(0);
      expectRead(7).flush(page([8, 9]));

      expect(seen).toEqual([8, 9]);
    });

    it('starts over when the log is another one', () => {
      const startOver = jasmine.createSpy('startOver');
      service.startOver$.subscribe(startOver);
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(1_000);
      sockets.last.join(3, 'b');

      expect(startOver).not.toHaveBeenCalled();
      jasmine.clock().tick(1_500);
      expect(startOver).toHaveBeenCalledTimes(1);
      push(4);
      expect(seen).toEqual([4]);
    });
  });

  describe('snapshots', () => {
    it('starts from a page that comes before the join', () => {
      signIn();
      service.offerSnapshot('a', 5);
      sockets.last.join(6);
      jasmine.clock().tick(0);
      expectRead(5).flush(page([6]));

      expect(seen).toEqual([6]);
    });

    it('brings what an older page has missed, and nothing twice', () => {
      goLive(7);
      push(8);
      service.offerSnapshot('a', 5);
      jasmine.clock().tick(250);
      expectRead(5).flush(page([6, 7, 8]));
      expectRead(8).flush(page([], { seq: 8 }));

      expect(seen).toEqual([8, 6, 7]);
    });

    it('lets a newer page wait for its events', () => {
      goLive(7);
      service.offerSnapshot('a', 9);
      push(8, 9);
      jasmine.clock().tick(1_000);

      expect(seen).toEqual([8, 9]);
    });

    it('gives out what was pushed before the first page told the place', () => {
      signIn();
      push(8, 9);
      service.offerSnapshot('a', 8);

      expect(seen).toEqual([9]);
    });
  });

  describe('polling', () => {
    it('asks every three seconds from three seconds after push is lost, whatever the socket does', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(2_999);
      expect(service.connection().kind).toBe('reconnecting');
      jasmine.clock().tick(1);
      expectRead(7).flush(page([8]));
      expect(service.connection().kind).toBe('polling');
      jasmine.clock().tick(3_000);
      expectRead(8).flush(page([9]));

      expect(seen).toEqual([8, 9]);
    });

    it('asks every thirty seconds while push is there', () => {
      goLive(7);
      jasmine.clock().tick(29_999 - STEADY);
      server.expectNone(() => true);
      jasmine.clock().tick(1);
      expectRead(7, 'safety').flush(page([], { seq: 7 }));

      expect(service.connection().kind).toBe('live');
    });

    it('works without any socket from the start, giving out only what happens from then on', () => {
      signIn();
      jasmine.clock().tick(3_000);
      server.expectOne('/api/events?after=0&limit=1&reason=head').flush(page([1], { seq: 40, more: true }));
      jasmine.clock().tick(3_000);
      expectRead(40).flush(page([41]));

      expect(seen).toEqual([41]);
    });

    it('is offline while nothing answers, and recovers', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(3_000);
      expectRead(7).error(new ProgressEvent('error'));
      expect(service.connection().kind).toBe('offline');
      jasmine.clock().tick(3_000);
      expectRead(7).flush(page([8]));

      expect(service.connection().kind).toBe('polling');
      expect(seen).toEqual([8]);
    });

    it('feeds presence and figures from the live part', () => {
      const heard: unknown[] = [];
      service.on('presence_changed').subscribe(({ users, complete }) => heard.push([users.length, complete]));
      service.on('stats_updated').subscribe(({ stats }) => heard.push(stats.unread));
      goLive(7);
      sockets.last.lose();
      const presence = [{ userId: 'u2', name: 'Luis', online: true, viewing: null }];
      const stats = {
        received: 1,
        sent: 2,
        delivered: 1,
        read: 1,
        failed: 0,
        sentBy: { user: 2, phone: 0, bot: 0, campaign: 0 },
        firstReplies: { answered: 0, median: null, p90: null },
        openConversations: 4,
        unassigned: 2,
        unread: 3,
        waiting: 3,
        closedConversations: 0,
        agents: {},
        lines: {},
      };
      jasmine.clock().tick(3_000);
      expectRead(7).flush(page([], { seq: 7, live: { typing: [], presence, stats } }));

      expect(heard).toEqual([[1, true], 3]);
    });

    it('dates the live part by the clock of the server', () => {
      const heard: string[] = [];
      service.on('typing_start').subscribe((event) => heard.push(event.at));
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(3_000);
      const then = '2026-01-01T00:00:05.000Z';
      expectRead(7).flush(page([], { seq: 7, live: { at: then, typing: [{ contactId: 'c1', by: 'contact' }] } }));

      expect(heard).toEqual([then]);
    });

    it('feeds typing and QR codes from the live part', () => {
      const heard: string[] = [];
      service.on('typing_start').subscribe(({ contactId }) => heard.push(`start ${contactId}`));
      service.on('typing_stop').subscribe(({ contactId }) => heard.push(`stop ${contactId}`));
      service.on('whatsapp_qr').subscribe(({ qr }) => heard.push(`qr ${qr}`));
      goLive(7);
      sockets.last.lose();
      const qr = [{ sessionId: 's1', qr: '2@x', expiresAt: at, attempt: 1, attempts: 6 }];
      jasmine.clock().tick(3_000);
      expectRead(7).flush(page([], { seq: 7, live: { typing: [{ contactId: 'c1', by: 'contact' }], qr } }));
      jasmine.clock().tick(3_000);
      expectRead(7).flush(page([], { seq: 7 }));

      expect(heard).toEqual(['start c1', 'qr 2@x', 'stop c1']);
    });

    it('starts over at the head the server names when the cursor cannot be served', () => {
      const startOver = jasmine.createSpy('startOver');
      service.startOver$.subscribe(startOver);
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(3_000);
      expectRead(7).flush(
        { type: 'start-over', title: 'Start over', status: 410, epoch: 'a', seq: 5_000 },
        { status: 410, statusText: 'Gone' },
      );
      jasmine.clock().tick(1_500);
      expect(startOver).toHaveBeenCalledTimes(1);
      jasmine.clock().tick(1_500);
      expectRead(5_000).flush(page([5_001]));

      expect(seen).toEqual([5_001]);
    });

    it('asks at once when the browser wakes up without push', () => {
      goLive(7);
      sockets.last.lose();
      wake.next({ fresh: true });
      jasmine.clock().tick(0);

      expectRead(7).flush(page([8]));
      expect(seen).toEqual([8]);
    });
  });

  describe('connection', () => {
    it('counts tries and remembers when push was there', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(1_000);
      sockets.last.refuse();

      expect(service.connection()).toEqual(
        jasmine.objectContaining({ kind: 'reconnecting', attempts: 1, lastLiveAt: Date.parse(at) + STEADY }),
      );
    });

    it('counts what came back within the last hour, and measures the way there and back', () => {
      goLive(7);
      for (const minutes of [0, 50, 50]) {
        jasmine.clock().mockDate(new Date(Date.now() + minutes * 60_000));
        sockets.last.lose();
        jasmine.clock().tick(1_000);
        sockets.last.connect();
        jasmine.clock().tick(25);
        sockets.last.answerJoin({ ok: true, epoch: 'a', seq: 7 });
        jasmine.clock().tick(STEADY);
      }

      expect(service.connection().reconnectedAt.length).toBe(2);
      expect(service.connection().roundTrip).toBe(25);
    });

    it('tells holes, what was recovered and how often everything was fetched anew', () => {
      goLive(7);
      push(9);
      jasmine.clock().tick(250);
      expectRead(7, 'hole').flush(page([8, 9]));
      sockets.last.lose();
      jasmine.clock().tick(1_000);
      sockets.last.join(3, 'b');

      expect(service.connection()).toEqual(jasmine.objectContaining({ gaps: 1, recoveredEvents: 2, startOvers: 1 }));
    });

    it('tries the socket at once when the server answers again after it did not', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(1_000);
      sockets.last.refuse();
      jasmine.clock().tick(2_000);
      expectRead(7, 'poll').error(new ProgressEvent('error'));
      sockets.last.refuse();
      jasmine.clock().tick(3_000);
      sockets.last.refuse();
      const tries = sockets.opened.length;
      expectRead(7, 'poll').flush(page([], { seq: 7 }));

      expect(sockets.opened.length).toBe(tries + 1);
    });

    it('has the socket show that it lives when a safety poll fails, and takes a dead one for lost', () => {
      goLive(7);
      jasmine.clock().tick(30_000 - STEADY);
      expectRead(7, 'safety').error(new ProgressEvent('error'));
      expect(service.connection().kind).toBe('live');
      jasmine.clock().tick(4_000);

      expect(service.connection().kind).toBe('reconnecting');
    });

    it('gives a poll that nobody answers up after five seconds', () => {
      goLive(7);
      sockets.last.lose();
      jasmine.clock().tick(3_000);
      const poll = expectRead(7, 'poll');
      jasmine.clock().tick(5_000);

      expect(poll.cancelled).toBeTrue();
      expect(service.connection().kind).toBe('offline');
    });

    it('says with each read which conversation is open', () => {
      goLive(7);
      const view = service.openConversation({ contactId: 'p1', conversationId: 'c1' }).subscribe();
      sockets.last.lose();
      jasmine.clock().tick(3_000);
      const poll = expectRead(7, 'poll');
      expect(poll.request.params.get('viewing')).toBe('p1');
      expect(poll.request.params.get('viewingConversation')).toBe('c1');
      poll.flush(page([], { seq: 7 }));
      view.unsubscribe();
      jasmine.clock().tick(3_000);

      expect(expectRead(7, 'poll').request.params.has('viewing')).toBeFalse();
    });

    describe('when the browser says that it has no network', () => {
      it('believes the socket that answers, and what it brings', () => {
        goLive(7);
        online.next(false);
        sockets.last.answerJoin({ ok: true, epoch: 'a', seq: 7 });
        expectRead(7, 'wake').flush(page([], { seq: 7 }));
        push(8);
        jasmine.clock().tick(4_000);

        expect(service.connection().kind).toBe('live');
        expect(seen).toEqual([8]);
      });

      it('is offline once neither the socket nor the poll answers', () => {
        goLive(7);
        online.next(false);
        expectRead(7, 'wake').error(new ProgressEvent('error'));
        expect(service.connection().kind).toBe('live');
        jasmine.clock().tick(4_000);

        expect(service.connection().kind).toBe('offline');
      });

      it('connects again at once where the socket was closed over it', () => {
        goLive(7);
        sockets.last.lose();
        online.next(false);
        expectRead(7, 'wake').flush(page([], { seq: 7 }));
        sockets.last.join(7);

        expect(service.connection().kind).toBe('live');
      });

      it('polls at once where there is no push, and goes on as long as it gets answers', () => {
        goLive(7);
        sockets.last.lose();
        jasmine.clock().tick(0);
        online.next(false);
        expectRead(7, 'wake').flush(page([8]));
        jasmine.clock().tick(3_000);

        expectRead(8, 'poll').flush(page([9]));
        expect(service.connection().kind).toBe('polling');
      });

      it('asks less often while nobody answers, and at once when the network is back', () => {
        goLive(7);
        sockets.last.lose();
        online.next(false);
        expectRead(7, 'wake').error(new ProgressEvent('error'));
        jasmine.clock().tick(19_999);
        server.expectNone(({ url }) => url === '/api/events');
        jasmine.clock().tick(1);
        expectRead(7, 'poll').error(new ProgressEvent('error'));

        online.next(true);
        wake.next({ fresh: true });

        expectRead(7, 'wake').flush(page([8]));
        expect(seen).toEqual([8]);
        jasmine.clock().tick(3_000);
        expectRead(8, 'poll').flush(page([], { seq: 8 }));
      });

      it('asks as often as ever again once somebody answers all the same', () => {
        goLive(7);
        sockets.last.lose();
        online.next(false);
        expectRead(7, 'wake').error(new ProgressEvent('error'));
        jasmine.clock().tick(20_000);
        expectRead(7, 'poll').flush(page([], { seq: 7 }));
        jasmine.clock().tick(3_000);

        expectRead(7, 'poll').flush(page([], { seq: 7 }));
        expect(service.connection().kind).toBe('polling');
      });
    });
  });

  describe('sign-in', () => {
    it('opens nothing before and closes everything after', () => {
      TestBed.tick();
      expect(sockets.opened).toEqual([]);

      goLive(7);
      signIn(null);
      jasmine.clock().tick(60_000);

      expect(sockets.last.closed).toBeTrue();
      expect(sockets.opened.length).toBe(1);
    });

    it('follows nothing for an operator', () => {
      signIn({ ...agent, role: 'operator', clientCode: null });

      expect(sockets.opened).toEqual([]);
    });

    it('asks over HTTP whether the sign-in still stands when a socket is refused as unknown', () => {
      signIn();
      sockets.last.refuse('unauthorized');

      server.expectOne('/api/auth/me').flush({ user: agent });
      expect(service.connection().kind).toBe('reconnecting');
    });
  });
});
