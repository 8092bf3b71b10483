import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { EventBody, EventData, LiveState } from '#contract/events';
import type { ServerEventName } from '#contract/event-names';
import { SOCKET_PATH, type ServerToClientEvents } from '#contract/socket';
import type { Logger, Settings } from '../operations/index.ts';
import { readHead, type CommittedEvent, type Store } from '../storage/index.ts';
import type { Authenticate, OriginRule } from '../web/index.ts';
import { EventAllowance } from './event-allowance.ts';
import { admit } from './handshake.ts';
import type { RealtimeHooks } from './hooks.ts';
import { RealtimeCounts } from './realtime-counts.ts';
import { adminRoom, clientRoom, signInRoom, userRoom } from './rooms.ts';
import { listenToCommands } from './socket-commands.ts';
import { SocketTyping } from './socket-typing.ts';
import type { AppServer, AppSocket } from './socket-types.ts';
import { TypingBoard, type Typing } from './typing-board.ts';

export interface RealtimeOptions {
  server: HttpServer;
  settings: Pick<Settings, 'realtimeTransports' | 'trustProxy'>;
  store: Store;
  logger: Logger;
  originRule: OriginRule;
  authenticate: Authenticate;
  /** Whether a sign-in ended while its socket was on the way in. */
  hasEnded: (signInId: string) => boolean;
  /** Whether a request came over an encrypted connection, trusted proxies considered. */
  isSecure: (request: IncomingMessage) => boolean;
  hooks: RealtimeHooks;
}

/** Events that are not in the log: they pass by, and who was away has missed them. */
export type PassingEventName =
  'typing:start' | 'typing:stop' | 'whatsapp:qr' | 'stats:updated' | 'presence:changed' | 'bulk:progress';

/** Opened sockets that have not been admitted after this long are closed, in milliseconds. */
const ADMISSION_LIMIT = 10_000;

/** The sockets of everybody signed in. Every event goes once, to the room of its client. */
export class RealtimeServer {
  readonly #options: RealtimeOptions;
  readonly #io: AppServer;
  readonly #counts = new RealtimeCounts();
  readonly #typing: TypingBoard;
  readonly #stopRelaying: () => void;

  constructor(options: RealtimeOptions) {
    this.#options = options;
    const { settings, originRule, store } = options;
    this.#typing = new TypingBoard((clientCode, typing) => {
      this.#tellTyping('typing:stop', clientCode, typing);
    });
    this.#io = new Server(options.server, {
      path: SOCKET_PATH,
      serveClient: false,
      transports: settings.realtimeTransports,
      allowUpgrades: true,
      maxHttpBufferSize: 64 * 1_024,
      perMessageDeflate: false,
      httpCompression: false,
      connectTimeout: ADMISSION_LIMIT,
      cors: { origin: [...originRule.foreign], credentials: true },
    });
    this.#io.use((socket, next) => {
      this.#admit(socket).then(
        () => {
          next();
        },
        (error: unknown) => {
          this.#counts.refusedHandshakes += 1;
          next(error instanceof Error ? error : new Error('unauthorized'));
        },
      );
    });
    this.#io.on('connection', (socket) => {
      this.#welcome(socket);
    });
    this.#stopRelaying = store.onCommitted((events) => {
      this.#relay(events);
    });
  }

  get socketCount(): number {
    return this.#io.of('/').sockets.size;
  }

  counts(): Record<string, number> {
    return this.#counts.snapshot(this.socketCount);
  }

  /** Emits what is not in the log. `whatsapp:qr` goes to admins only. Typing that is not renewed is stopped by the server. */
  emitPassing<Name extends PassingEventName>(clientCode: string, name: Name, body: EventBody<Name>): void {
    if (name === 'typing:start') this.#typing.start(clientCode, body as EventBody<'typing:start'>);
    if (name === 'typing:stop') this.#typing.stop(clientCode, body as EventBody<'typing:stop'>);
    const room = name === 'whatsapp:qr' ? adminRoom(clientCode) : clientRoom(clientCode);
    // `body` and the envelope make the event's data; TypeScript cannot follow that through a generic name.
    const data = { clientCode, at: this.#now(), ...body } as unknown as EventData<Name>;
    this.#emit(room, name, data);
  }

  /** What is not in the log, as it is now: for those who poll. */
  live(clientCode: string, isAdmin: boolean): LiveState {
    const typing = this.#typing.list(clientCode);
    return isAdmin ? { typing, qr: this.#options.hooks.currentQrs(clientCode) } : { typing };
  }

  /** Closes the sockets of a sign-in at once; nothing is sent to them any more. */
  cutSignIn(signInId: string): void {
    this.#io.in(signInRoom(signInId)).disconnectSockets(true);
  }

  cutUser(userId: string): void {
    this.#io.in(userRoom(userId)).disconnectSockets(true);
  }

  /** Closes every socket and stops listening to the store. The HTTP server is closed with it. */
  async close(): Promise<void> {
    this.#stopRelaying();
    this.#typing.clear();
    await this.#io.close();
  }

  async #admit(socket: AppSocket): Promise<void> {
    const { originRule, authenticate, isSecure } = this.#options;
    socket.data.signIn = await admit(socket, { originRule, authenticate, isSecure: () => isSecure(socket.request) });
    // The token has done its work and need not stay in memory for as long as the socket lives.
    socket.handshake.auth = {};
  }

  #welcome(socket: AppSocket): void {
    const { signInId, user } = socket.data.signIn;
    if (this.#options.hasEnded(signInId)) {
      socket.disconnect(true);
      return;
    }
    this.#counts.connections += 1;
    // The first request has done its work too, and is most of what an idle socket would hold on to.
    Reflect.set(socket.conn, 'request', undefined);
    void socket.join([signInRoom(signInId), userRoom(user.id)]);
    this.#limitEvents(socket);
    if (user.clientCode === null) return;
    const { clientCode } = user;
    const isAdmin = user.role === 'admin';
    void socket.join(isAdmin ? [clientRoom(clientCode), adminRoom(clientCode)] : clientRoom(clientCode));
    const typing = this.#typingOf(clientCode, user.id);
    socket.on('disconnect', () => {
      typing.stopAll();
    });
    const { hooks, logger, store } = this.#options;
    listenToCommands({
      socket,
      clientCode,
      isAdmin,
      hooks,
      counts: this.#counts,
      logger,
      typing,
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
      this.#counts.cutForRate += 1;
      socket.disconnect(true);
    });
  }

  #typingOf(clientCode: string, userId: string): SocketTyping {
    const { hooks } = this.#options;
    const typingTo = (contactId: string): Typing => ({ contactId, by: 'user', userId });
    return new SocketTyping({
      start: (contactId) => {
        if (this.#typing.start(clientCode, typingTo(contactId))) {
          this.#tellTyping('typing:start', clientCode, typingTo(contactId));
        }
        hooks.typing(clientCode, contactId, true);
      },
      stop: (contactId) => {
        if (!this.#typing.stop(clientCode, typingTo(contactId))) return;
        this.#tellTyping('typing:stop', clientCode, typingTo(contactId));
        hooks.typing(clientCode, contactId, false);
      },
    });
  }

  #tellTyping(name: 'typing:start' | 'typing:stop', clientCode: string, typing: Typing): void {
    this.#emit(clientRoom(clientCode), name, { clientCode, at: this.#now(), ...typing });
  }

  #relay(events: readonly CommittedEvent[]): void {
    for (const { clientCode, name, data } of events) this.#emit(clientRoom(clientCode), name, data);
  }

  #emit<Name extends ServerEventName>(room: string, name: Name, data: EventData<Name>): void {
    this.#io.to(room).emit(name, ...([data] as unknown as Parameters<ServerToClientEvents[Name]>));
  }

  #now(): string {
    return this.#options.store.now().toISOString();
  }
}
