/**
 * One of the two servers that are compared, `product` or `bare`, driven over the process's message channel. The product is its
 * `RealtimeServer` as it stands, on events as the store hands them over after a commit; the database is left out. Bare is
 * Socket.IO with the same settings.
 */
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '../../backend/src/operations/index.ts';
import { createSocketServer, RealtimeServer } from '../../backend/src/realtime/index.ts';
import type { CommittedEvent } from '../../backend/src/storage/index.ts';
import { OriginRule } from '../../backend/src/web/index.ts';
import { CLIENT_CODE, messageNew, type ServerAnswer, type ServerRequest } from './fan-out-messages.ts';

type Say = (event: CommittedEvent) => void;

const server = createServer();
const say = process.argv[2] === 'product' ? product(server) : bare(server);
let seq = 10_000;

process.on('message', (request: ServerRequest) => {
  if (request.do === 'say') void sayMany(request.events);
  if (request.do === 'processor') {
    const { user, system } = process.cpuUsage();
    tell({ processor: user + system });
  }
  if (request.do === 'stop') process.exit();
});
server.listen(0, '127.0.0.1', () => {
  tell({ ready: (server.address() as AddressInfo).port });
});

function product(http: HttpServer): Say {
  let relay: (events: readonly CommittedEvent[]) => void = () => undefined;
  const user = { email: '', role: 'agent', clientCode: CLIENT_CODE } as const;
  new RealtimeServer({
    server: http,
    settings: { realtimeTransports: ['websocket', 'polling'], publicUrl: undefined },
    store: {
      now: () => new Date(),
      read: () => Promise.reject(new Error('There is no database.')),
      onCommitted: (listener) => {
        relay = listener;
        return () => undefined;
      },
    },
    logger: createLogger({ level: 'warn', json: true }),
    originRule: new OriginRule({ publicUrl: undefined, corsOrigins: [], nodeEnv: 'production' }),
    // Every socket is a person of its own, named by its token.
    authenticate: (token) => Promise.resolve({ signInId: token, user: { ...user, id: token, name: token } }),
    hasEnded: () => false,
    isSecure: () => false,
    hooks: {
      contactExists: () => Promise.resolve(false),
      conversationExists: () => Promise.resolve(false),
      typing: () => undefined,
      viewing: () => undefined,
      currentQrs: () => [],
      joined: () => undefined,
    },
  });
  return (event) => {
    relay([event]);
  };
}

function bare(http: HttpServer): Say {
  const io = createSocketServer(http, ['websocket', 'polling'], []);
  const room = `client_${CLIENT_CODE}`;
  io.on('connection', (socket) => {
    void socket.join(room);
  });
  return ({ data }) => {
    io.to(room).emit('message:new', data as ReturnType<typeof messageNew>);
  };
}

async function sayMany(events: number): Promise<void> {
  for (let said = 0; said < events; said++) {
    seq += 1;
    const data = messageNew(seq);
    say({ clientCode: CLIENT_CODE, seq, name: 'message:new', at: data.at, data, text: JSON.stringify(data) });
    await new Promise((resolve) => setImmediate(resolve));
  }
  tell({ done: 'say' });
}

function tell(answer: ServerAnswer): void {
  process.send?.(answer);
}
