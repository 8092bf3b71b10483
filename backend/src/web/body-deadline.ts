import type { IncomingMessage, Server, ServerResponse } from 'node:http';

export interface BodyLimits {
  /** How long a body may take after its headers, in milliseconds. */
  whole: number;
  /** How long a body that may take its time may stand still, in milliseconds. */
  standstill: number;
}

const deadlines = new WeakMap<IncomingMessage, { timer: NodeJS.Timeout; standstill: number }>();

/** Cuts bodies that take too long. Node's own limit is one for all requests, and an upload takes as long as its line does. */
export function limitBodies(server: Server, { whole, standstill }: BodyLimits): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const hasBody = Number(request.headers['content-length']) > 0 || 'transfer-encoding' in request.headers;
    if (!hasBody) return;
    const timer = setTimeout(() => {
      cut(request, response);
    }, whole);
    timer.unref();
    deadlines.set(request, { timer, standstill });
    request.once('close', () => {
      clearTimeout(timer);
    });
  });
}

/** Lets the body of this request take as long as it moves on. */
export function takesItsTime(request: IncomingMessage): void {
  const deadline = deadlines.get(request);
  if (!deadline) return;
  clearTimeout(deadline.timer);
  const { socket } = request;
  const cutSocket = () => {
    if (!request.complete) request.destroy();
  };
  socket.setTimeout(deadline.standstill, cutSocket);
  request.once('close', () => {
    socket.off('timeout', cutSocket);
    socket.setTimeout(0);
  });
}

function cut(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  if (response.headersSent) request.destroy();
  else response.writeHead(408, { Connection: 'close' }).end(() => request.destroy());
}
