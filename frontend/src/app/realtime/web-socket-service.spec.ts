import { TestBed } from '@angular/core/testing';
import { asyncScheduler, Subject, type Subscription } from 'rxjs';
import { AppSettings } from '../api';
import { BrowserSignals } from './browser-signals';
import type { SocketSignal, Wake } from './feed';
import { REALTIME_CLOCK } from './realtime-clock';
import { SOCKET_FACTORY } from './socket-factory';
import { FakeSockets } from './testing/fake-sockets';
import { WebSocketService } from './web-socket-service';

describe('WebSocketService', () => {
  const identity = { userId: 'u1', clientCode: 'demo', token: 'secret' };
  let sockets: FakeSockets;
  let service: WebSocketService;
  let wake: Subject<Wake>;
  let signals: SocketSignal[];
  let connection: Subscription;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    sockets = new FakeSockets();
    wake = new Subject();
    signals = [];
    TestBed.configureTestingModule({
      providers: [
        { provide: SOCKET_FACTORY, useValue: sockets.open },
        { provide: REALTIME_CLOCK, useValue: { scheduler: asyncScheduler, random: () => 0 } },
        { provide: BrowserSignals, useValue: { wake$: wake } },
      ],
    });
    service = TestBed.inject(WebSocketService);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    connection.unsubscribe();
  });

  function connect(endpoints = ['']): void {
    const settings = TestBed.inject(AppSettings);
    const config = settings.config();
    settings.use({ ...config, realtime: { ...config.realtime, endpoints } });
    connection = service.connect(identity).subscribe((signal) => signals.push(signal));
  }

  function stateOf(endpoint = ''): string | undefined {
    return service.endpoints().get(endpoint)?.state;
  }

  it('introduces the user and joins the room of the client', () => {
    connect();
    sockets.last.join(7);

    expect(sockets.last.settings.auth).toEqual({ clientId: 'u1', clientCode: 'demo' });
    expect(sockets.last.settings.transports).toEqual(['websocket', 'polling']);
    expect(sockets.last.told).toEqual([['join_client_room', 'demo']]);
    expect(signals).toContain({ kind: 'joined', endpoint: '', epoch: 'a', seq: 7, roundTrip: 0 });
    expect(stateOf()).toBe('open');
  });

  it('opens nothing before it is subscribed and closes the socket with the subscription', () => {
    service.connect(identity);
    expect(sockets.opened).toEqual([]);

    connect();
    sockets.last.join(7);
    connection.unsubscribe();

    expect(sockets.last.closed).toBeTrue();
    expect(service.endpoints().size).toBe(0);
    jasmine.clock().tick(60_000);
    expect(sockets.opened.length).toBe(1);
  });

  it('merges any number of endpoints and keeps a state for each', () => {
    connect(['', 'https://bot.example']);
    const [api, bot] = sockets.opened;
    api?.join(7);
    bot?.refuse();

    expect(stateOf()).toBe('open');
    expect(stateOf('https://bot.example')).toBe('waiting');
    expect(bot?.settings.auth.token).toBe('secret');
    expect(api?.settings.auth.token).toBeUndefined();
  });

  it('makes three tries, after two and four seconds, with a new socket each time', () => {
    connect();
    for (const wait of [2_000, 4_000]) {
      const tries = sockets.opened.length;
      sockets.last.refuse();
      expect(stateOf()).toBe('waiting');
      jasmine.clock().tick(wait - 1);
      expect(sockets.opened.length).toBe(tries);
      jasmine.clock().tick(1);
      expect(sockets.opened.length).toBe(tries + 1);
    }
  });

  it('only probes after three failed tries, at last every five minutes', () => {
    connect();
    const probes: number[] = [];
    let last = 0;
    for (let seconds = 1; seconds <= 20 * 60; seconds++) {
      if (sockets.opened.length > last) {
        last = sockets.opened.length;
        sockets.last.refuse();
        probes.push(seconds);
      }
      jasmine.clock().tick(1_000);
    }
    const waits = probes.slice(1).map((at, index) => at - (probes[index] ?? 0));

    expect(waits).toEqual([2, 4, 30, 60, 120, 240, 300, 300]);
  });

  it('is back within a second after a connection that had lasted', () => {
    connect();
    sockets.last.join(7);
    jasmine.clock().tick(10_000);
    sockets.last.lose();
    jasmine.clock().tick(1_000);

    expect(sockets.opened.length).toBe(2);
    expect(sockets.last.settings.auth.resumed).toBeTrue();
  });

  it('takes a connection that breaks at once, again and again, for failed tries', () => {
    connect();
    for (let minute = 0; minute < 60; minute++) {
      if (!sockets.last.closed) {
        sockets.last.join(7);
        sockets.last.lose();
      }
      jasmine.clock().tick(60_000);
    }

    expect(sockets.opened.length).toBeLessThan(20);
  });

  it('gives a silent try up after four seconds and starts the next one with the other transport', () => {
    connect();
    const silent = sockets.last;
    jasmine.clock().tick(4_000);

    expect(silent.closed).toBeTrue();
    expect(stateOf()).toBe('waiting');
    jasmine.clock().tick(2_000);
    expect(sockets.last.settings.transports).toEqual(['polling', 'websocket']);
  });

  it('counts a connection without an answer to the join as a failed try', () => {
    connect();
    sockets.last.connect();
    jasmine.clock().tick(4_000);

    expect(stateOf()).toBe('waiting');
  });

  it('tries at once when the browser wakes up', () => {
    connect();
    sockets.last.refuse();
    wake.next({ fresh: false });

    expect(sockets.opened.length).toBe(2);
  });

  it('forgets earlier failures when the network is another one', () => {
    connect();
    for (const wait of [2_000, 4_000]) {
      sockets.last.refuse();
      jasmine.clock().tick(wait);
    }
    sockets.last.refuse();
    wake.next({ fresh: true });
    sockets.last.refuse();
    jasmine.clock().tick(2_000);

    expect(sockets.opened.length).toBe(5);
  });

  it('has an open connection show that it lives when the browser wakes up, and replaces a dead one', () => {
    connect();
    sockets.last.join(7);
    wake.next({ fresh: true });
    jasmine.clock().tick(30);
    sockets.last.answerJoin({ ok: true, epoch: 'a', seq: 9 });
    expect(signals.at(-1)).toEqual({ kind: 'joined', endpoint: '', epoch: 'a', seq: 9, roundTrip: 30 });
    expect(sockets.opened.length).toBe(1);

    jasmine.clock().tick(20_000);
    const dead = sockets.last;
    service.retryNow();
    jasmine.clock().tick(4_000);
    expect(dead.closed).toBeTrue();
    jasmine.clock().tick(1_000);
    expect(sockets.opened.length).toBe(2);
  });

  it('names a refusal, which only a person can lift, and only probes from then on', () => {
    connect();
    sockets.last.refuse('forbidden_origin');

    expect(stateOf()).toBe('forbidden_origin');
    jasmine.clock().tick(29_999);
    expect(sockets.opened.length).toBe(1);
    jasmine.clock().tick(1);
    expect(sockets.opened.length).toBe(2);
  });

  it('tells what each connection goes over', () => {
    connect();
    sockets.last.goesOver('polling');
    sockets.last.join(7);
    expect(service.endpoints().get('')?.transport).toBe('polling');
    sockets.last.goesOver('websocket');
    expect(service.endpoints().get('')?.transport).toBe('websocket');
    sockets.last.lose();
    expect(service.endpoints().get('')?.transport).toBeNull();
  });

  it('names a refused client room', () => {
    connect();
    sockets.last.connect();
    sockets.last.answerJoin({ ok: false, error: 'forbidden_client' });

    expect(stateOf()).toBe('forbidden_client');
    expect(sockets.last.closed).toBeTrue();
  });

  it('joins an open conversation, joins it again after a reconnection, and leaves with the last viewer', () => {
    connect();
    sockets.last.join(7);
    const place = { contactId: 'p1', conversationId: 'c1' };
    const list = service.openConversation(place).subscribe();
    const panel = service.openConversation(place).subscribe();
    expect(sockets.last.told).toEqual([
      ['join_client_room', 'demo'],
      ['join:conversation', place],
    ]);

    sockets.last.lose();
    jasmine.clock().tick(2_000);
    sockets.last.join(7);
    expect(sockets.last.told).toContain(['join:conversation', place]);

    list.unsubscribe();
    expect(sockets.last.told).not.toContain(['leave:conversation', place]);
    panel.unsubscribe();
    expect(sockets.last.told).toContain(['leave:conversation', place]);
  });

  it('tells typing while connected and drops it otherwise', () => {
    connect();
    service.startTyping('c1');
    sockets.last.join(7);
    service.stopTyping('c1');

    expect(sockets.last.told).toEqual([
      ['join_client_room', 'demo'],
      ['typing:stop', 'c1'],
    ]);
  });

  it('writes nothing to the console while it heals by itself', () => {
    const error = spyOn(console, 'error');
    const warn = spyOn(console, 'warn');
    connect();
    sockets.last.refuse();
    jasmine.clock().tick(2_000);
    sockets.last.join(7);
    sockets.last.lose();

    expect(error).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
  });
});
