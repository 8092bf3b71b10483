import { TestBed } from '@angular/core/testing';
import { asyncScheduler, Subject, type Subscription } from 'rxjs';
import { AppSettings } from '../api';
import { BrowserSignals } from './browser-signals';
import type { SocketSignal } from './held-connection';
import { REALTIME_CLOCK } from './realtime-clock';
import { SOCKET_FACTORY } from './socket-factory';
import { FakeSockets } from './testing/fake-sockets';
import { WebSocketService } from './web-socket-service';

describe('WebSocketService', () => {
  const identity = { userId: 'u1', clientCode: 'demo', token: 'secret' };
  let sockets: FakeSockets;
  let service: WebSocketService;
  let wake: Subject<void>;
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
    expect(signals).toContain({ kind: 'joined', endpoint: '', epoch: 'a', seq: 7 });
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

  it('tries again after one second, then two, then four, with a new socket each time', () => {
    connect();
    for (const wait of [1_000, 2_000, 4_000]) {
      const tries = sockets.opened.length;
      sockets.last.refuse();
      expect(stateOf()).toBe('waiting');
      jasmine.clock().tick(wait - 1);
      expect(sockets.opened.length).toBe(tries);
      jasmine.clock().tick(1);
      expect(sockets.opened.length).toBe(tries + 1);
    }
  });

  it('starts the waits anew once it has been connected', () => {
    connect();
    sockets.last.refuse();
    jasmine.clock().tick(1_000);
    sockets.last.refuse();
    jasmine.clock().tick(2_000);
    sockets.last.join(7);
    sockets.last.lose();
    jasmine.clock().tick(1_000);

    expect(sockets.opened.length).toBe(4);
  });

  it('gives a silent try up after four seconds and starts the next one with the other transport', () => {
    connect();
    const silent = sockets.last;
    jasmine.clock().tick(4_000);

    expect(silent.closed).toBeTrue();
    expect(stateOf()).toBe('waiting');
    jasmine.clock().tick(1_000);
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
    wake.next();

    expect(sockets.opened.length).toBe(2);
  });

  it('ends, without another try, when the sign-in is no longer known', () => {
    connect();
    sockets.last.refuse('unauthorized');
    jasmine.clock().tick(60_000);

    expect(signals.at(-1)).toEqual(jasmine.objectContaining({ kind: 'state', state: 'unauthorized' }));
    expect(connection.closed).toBeTrue();
    expect(sockets.opened.length).toBe(1);
  });

  it('names a refusal and tries again only every thirty seconds', () => {
    connect();
    sockets.last.refuse('forbidden_origin');

    expect(stateOf()).toBe('forbidden_origin');
    jasmine.clock().tick(29_999);
    expect(sockets.opened.length).toBe(1);
    jasmine.clock().tick(1);
    expect(sockets.opened.length).toBe(2);
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
    const list = service.openConversation('c1').subscribe();
    const panel = service.openConversation('c1').subscribe();
    expect(sockets.last.told).toEqual([
      ['join_client_room', 'demo'],
      ['join:conversation', 'c1'],
    ]);

    sockets.last.lose();
    jasmine.clock().tick(1_000);
    sockets.last.join(7);
    expect(sockets.last.told).toContain(['join:conversation', 'c1']);

    list.unsubscribe();
    expect(sockets.last.told).not.toContain(['leave:conversation', 'c1']);
    panel.unsubscribe();
    expect(sockets.last.told).toContain(['leave:conversation', 'c1']);
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
    jasmine.clock().tick(1_000);
    sockets.last.join(7);
    sockets.last.lose();

    expect(error).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
  });
});
