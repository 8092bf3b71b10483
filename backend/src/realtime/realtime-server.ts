import type { Server as HttpServer } from 'node:http';
import type { EventBody, EventData, LiveState, ReadReason } from '#contract/events';
import type { ServerEventName } from '#contract/event-names';
import type { HandshakeTrial, RealtimeFigures } from '#contract/probe';
import type { ServerToClientEvents } from '#contract/socket';
import type { Settings } from '../operations/index.ts';
import { readHead, type CommittedEvent, type Store } from '../storage/index.ts';
import { knownPlace, mayBeSame, type ConversationPlace } from './conversation-place.ts';
import { CountBook } from './count-book.ts';
import { dropWhatWaits } from './drop-what-waits.ts';
import { Entrance, type EntranceOptions } from './entrance.ts';
import { EventAllowance } from './event-allowance.ts';
import { sendEvents } from './event-packets.ts';
import type { Continuation } from './events-page.ts';
import { HandshakeTrials } from './handshake-trials.ts';
import type { RealtimeHooks } from './hooks.ts';
import { Presence } from './presence.ts';
import { watchHandshakes } from './probe-watch.ts';
import { RawConnections } from './raw-connections.ts';
import { totalsOf, type RealtimeTotals } from './realtime-totals.ts';
import { adminRoom, clientRoom, signInRoom, userRoom } from './rooms.ts';
import { measureRoundTrips } from './round-trips.ts';
import { SlowSockets } from './slow-sockets.ts';
import { listenToCommands } from './socket-commands.ts';
import { createSocketServer } from './socket-io-server.ts';
import type { AppServer, AppSocket } from './socket-types.ts';
import { socketsNow } from './sockets-now.ts';
import { TypingRelay } from './typing-relay.ts';

export interface RealtimeOptions extends EntranceOptions {
  server: HttpServer;
  settings: Pick<Settings, 'realtimeTransports' | 'publicUrl'>;
  store: Pick<Store, 'now' | 'onCommitted' | 'read'>;
  /** Whether a sign-in ended while its socket was on the way in. */
  hasEnded: (signInId: string) => boolean;
  hooks: RealtimeHooks;
}

/** Events that are not in the log: they pass by, and who was away has missed them. */
export type PassingEventName =
  'typing:start' | 'typing:stop' | 'whatsapp:qr' | 'stats:updated' | 'presence:changed' | 'bulk:progress';

/** How often sockets are looked through for browsers that have stopped reading, in milliseconds. */
const SLOWNESS_INTERVAL = 1_000;
/** How long browsers have to answer the goodbye when the server stops, in milliseconds. */
const GOODBYE_LIMIT = 1_000;

/** The sockets of everybody signed in. Every event goes once, to the room of its client. */
export class RealtimeServer {
  readonly #options: RealtimeOptions;
  readonly #io: AppServer;
  readonly #counts = new CountBook(() => performance.now());
  readonly #since: string;
  readonly #typing: TypingRelay;
  readonly #presence: Presence;
  readonly #slowSockets: SlowSockets;
  readonly #looking: NodeJS.Timeout;
  readonly #connections: RawConnections;
  readonly #trials: HandshakeTrials;
  readonly #stopRelaying: () => void;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    const { server, settings, originRule, store, logger, hooks } = options;
    this.#since = this.#now();
    this.#typing = new TypingRelay({
      tell: (name, clientCode, typing) => {
        this.#emit(clientRoom(clientCode), name, { clientCode, at: this.#now(), ...typing });
      },
      sendOn: (clientCode, place, typing) => {
        hooks.typing(clientCode, place, typing);
      },
    });
    this.#presence = new Presence((clientCode, users) => {
      this.#emit(clientRoom(clientCode), 'presence:changed', { clientCode, at: this.#now(), users });
    });
    this.#slowSockets = new SlowSockets((socket, backlog) => {
      this.#counts.add(socket.data.signIn.user.clientCode, 'cutForSlowness');
      logger.warn({ ...backlog, transport: socket.conn.transport.name }, 'A socket that does not read was cut');
      socket.disconnect(true);
      // Otherwise what waits would be waited for.
      socket.conn.close(true);
    });
    this.#connections = new RawConnections(server);
    this.#io = createSocketServer(server, settings.realtimeTransports, originRule.foreign);
    this.#trials = new HandshakeTrials({ isSecure: options.isSecure, now: () => store.now() });
    watchHandshakes(this.#io.engine, this.#trials);
    new Entrance(options, this.#counts, this.#trials).guard(this.#io);
    this.#io.on('connection', (socket) => {
      this.#welcome(socket);
    });
    this.#stopRelaying = store.onCommitted((events) => {
      this.#relay(events);
    });
    this.#looking = setInterval(() => {
      this.#slowSockets.check(this.#io.of('/').sockets.values());
    }, SLOWNESS_INTERVAL);
    this.#looking.unref();
  }

  get socketCount(): number {
    return this.#io.of('/').sockets.size;
  }

  /** Whether somebody of the client is connected here. */
  hasSockets(clientCode: string): boolean {
    return this.#io.of('/').adapter.rooms.has(clientRoom(clientCode));
  }

  /** For `GET /health`: counts since the process began, and the sockets of now. */
  counts(): Record<string, number> {
    const { totals } = this.#counts.installation;
    const refusedHandshakes = Object.values(this.#counts.refusedHandshakes).reduce((sum, count) => sum + count, 0);
    return { sockets: this.socketCount, refusedHandshakes, ...totals };
  }

  /** What has arrived of the handshakes that carry this `?probe=`. */
  handshakeTrial(probeId: string): HandshakeTrial {
    return this.#trials.get(probeId);
  }

  /** The figures of a client, or without one those of the installation. */
  figures(clientCode?: string): RealtimeFigures {
    const counts = clientCode === undefined ? this.#counts.installation : this.#counts.of(clientCode);
    return counts.figures(this.#since, socketsNow(this.#io, clientCode));
  }

  /** Everything that is counted, for `/metrics`. */
  totals(): RealtimeTotals {
    return totalsOf(this.#counts, this.#since, socketsNow(this.#io, undefined));
  }

  /** Counts a read of a client's log. */
  countRead(clientCode: string, reason: ReadReason | undefined, read: Continuation): void {
    this.#counts.addRead(clientCode, reason, 'events' in read ? read.events.length : 0);
    if ('startOver' in read) this.#counts.add(clientCode, 'startOvers');
  }

  /** Whoever reads the log without having a socket is online by that, and looks at `viewing`. */
  async noticePolling(
    clientCode: string,
    user: { id: string; name: string },
    viewing: ConversationPlace | null,
  ): Promise<void> {
    const person = this.#presence.of(clientCode).of(user.id);
    const { hooks } = this.#options;
    const { viewing: contactId, viewingConversation: conversationId } = person.present;
    const isKnown = viewing === null || (viewing.contactId === contactId && viewing.conversationId === conversationId);
    const exists = isKnown || (await hooks.contactExists(clientCode, viewing.contactId));
    person.poll(user.name, viewing && exists ? await knownPlace(hooks, clientCode, viewing) : null);
  }

  /** Whether this person has this conversation open right now. */
  isLooking(clientCode: string, userId: string, place: ConversationPlace): boolean {
    const present = this.#presence.of(clientCode).list();
    return present.some(
      ({ viewing: contactId, viewingConversation: conversationId, ...person }) =>
        person.userId === userId && contactId !== null && mayBeSame({ contactId, conversationId }, place),
    );
  }

  /** Emits what is not in the log. `whatsapp:qr` goes to admins only. Typing that is not renewed is stopped by the server. */
  emitPassing<Name extends PassingEventName>(clientCode: string, name: Name, body: EventBody<Name>): void {
    if (name === 'typing:start') this.#typing.board.start(clientCode, body as EventBody<'typing:start'>);
    if (name === 'typing:stop') this.#typing.board.stop(clientCode, body as EventBody<'typing:stop'>);
    const room = name === 'whatsapp:qr' ? adminRoom(clientCode) : clientRoom(clientCode);
    // `body` and the envelope make the event's data; TypeScript cannot follow that through a generic name.
    const data = { clientCode, at: this.#now(), ...body } as unknown as EventData<Name>;
    this.#emit(room, name, data);
  }

  /** What is not in the log, as it is now: for those who poll. */
  live(clientCode: string, isAdmin: boolean): LiveState {
    const live = { presence: this.#presence.of(clientCode).list(), typing: this.#typing.board.list(clientCode) };
    return isAdmin ? { ...live, qr: this.#options.hooks.currentQrs(clientCode) } : live;
  }

  /** Closes the sockets of a sign-in at once; nothing is sent to them any more. */
  cutSignIn(signInId: string): void {
    this.#io.in(signInRoom(signInId)).disconnectSockets(true);
  }

  cutUser(userId: string): void {
    this.#io.in(userRoom(userId)).disconnectSockets(true);
  }

  /** Closes every socket and stops listening to the store. The HTTP server is closed by whoever opened it. */
  close(): void {
    this.#stopRelaying();
    clearInterval(this.#looking);
    this.#typing.board.clear();
    // Not `io.close()`: it closes the HTTP server too, in the face of those who have just connected.
    this.#io.disconnectSockets(true);
    this.#io.engine.close();
    this.#presence.clear();
    setTimeout(() => {
      this.#connections.destroyAll();
    }, GOODBYE_LIMIT).unref();
  }

  #welcome(socket: AppSocket): void {
    const { signIn, resumed } = socket.data;
    const { signInId, user } = signIn;
    if (this.#options.hasEnded(signInId)) {
      socket.disconnect(true);
      return;
    }
    const { clientCode } = user;
    this.#counts.add(clientCode, 'connections');
    if (resumed) this.#counts.add(clientCode, 'reconnections');
    measureRoundTrips(socket, (milliseconds) => {
      this.#counts.addRoundTrip(clientCode, milliseconds);
    });
    dropWhatWaits(socket);
    socket.on('disconnect', () => {
      this.#slowSockets.forget(socket);
    });
    // The first request has done its work too, and is most of what an idle socket would hold on to.
    Reflect.set(socket.conn, 'request', undefined);
    void socket.join([signInRoom(signInId), userRoom(user.id)]);
    this.#limitEvents(socket);
    if (clientCode !== null) this.#welcomeMember(socket, clientCode);
  }

  /** An operator belongs to no client: such a socket hears nothing and may say nothing. */
  #welcomeMember(socket: AppSocket, clientCode: string): void {
    const { user } = socket.data.signIn;
    const isAdmin = user.role === 'admin';
    void socket.join(isAdmin ? [clientRoom(clientCode), adminRoom(clientCode)] : clientRoom(clientCode));
    const presence = this.#presence.of(clientCode);
    presence.of(user.id).connect(socket.id, user.name);
    const typing = this.#typing.ofSocket(clientCode, user.id);
    socket.on('disconnect', () => {
      typing.stopAll();
      presence.of(user.id).disconnect(socket.id);
    });
    const { hooks, logger, store } = this.#options;
    listenToCommands({
      socket,
      clientCode,
      isAdmin,
      hooks,
      count: (what) => {
        this.#counts.add(clientCode, what);
      },
      logger,
      typing,
      presence,
      readHead: (code) => store.read((database) => readHead(database, code)),
      now: () => this.#now(),
    });
  }

  #limitEvents(socket: AppSocket): void {
    const allowance = new EventAllowance(performance.now());
    socket.use((_event, next) => {
      if (allowance.take(performance.now())) {
        next();
        return;
      }
      this.#counts.add(socket.data.signIn.user.clientCode, 'cutForRate');
      socket.disconnect(true);
    });
  }

  #relay(events: readonly CommittedEvent[]): void {
    for (const { name } of events) this.#counts.addEmitted(name);
    for (const [clientCode, own] of Map.groupBy(events, (event) => event.clientCode)) {
      sendEvents(this.#io, clientRoom(clientCode), own);
    }
  }

  #emit<Name extends ServerEventName>(room: string, name: Name, data: EventData<Name>): void {
    this.#counts.addEmitted(name);
    this.#io.to(room).emit(name, ...([data] as unknown as Parameters<ServerToClientEvents[Name]>));
  }

  #now(): string {
    return this.#options.store.now().toISOString();
  }
}
