/**
 * The yardsticks of `webhook.ts`, by its argument. `empty` takes bodies and answers. `bare` does all that has to be done, and
 * no more: signature, JSON, a row with a unique key and its conversation, one commit per turn of the event loop with
 * `synchronous=FULL`, and one frame, made once, to every socket; it knows no accounts, no clients and no event log.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Duplex } from 'node:stream';
import { APP_SECRET, type WebhookServerAnswer } from './webhook-messages.ts';

interface Webhook {
  entry: { changes: { value: { messages: { id: string; from: string; text: { body: string } }[] } }[] }[];
}

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const folder = mkdtempSync(join(tmpdir(), 'condorito-bench-'));
const database = new DatabaseSync(join(folder, 'bare.db'));
database.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE messages (id TEXT PRIMARY KEY, conversation TEXT, text TEXT);
  CREATE INDEX byConversation ON messages (conversation);
  CREATE TABLE conversations (id TEXT PRIMARY KEY, last TEXT, unread INTEGER);`);
const insert = database.prepare('INSERT OR IGNORE INTO messages VALUES (?, ?, ?)');
const upsert = database.prepare(`INSERT INTO conversations VALUES (?, ?, 1)
  ON CONFLICT (id) DO UPDATE SET last = excluded.last, unread = unread + 1`);
const sockets = new Set<Duplex>();
let queue: { body: Buffer; response: ServerResponse }[] = [];

const answer = process.argv[2] === 'empty' ? take : store;
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    answer(request, response, Buffer.concat(parts));
  });
});
server.on('upgrade', (request, socket) => {
  const key = `${request.headers['sec-websocket-key'] ?? ''}${WEBSOCKET_GUID}`;
  const accept = createHash('sha1').update(key).digest('base64');
  const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write([...head, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
  sockets.add(socket);
  socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ ready: (server.address() as AddressInfo).port } satisfies WebhookServerAnswer);
});
process.on('message', () => {
  rmSync(folder, { recursive: true });
  process.exit();
});

function take(_request: IncomingMessage, response: ServerResponse): void {
  response.end();
}

function store(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const right = createHmac('sha256', APP_SECRET).update(body).digest();
  const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice('sha256='.length), 'hex');
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    response.writeHead(403).end();
    return;
  }
  queue.push({ body, response });
  if (queue.length === 1) setImmediate(commit);
}

function commit(): void {
  const taken = queue;
  queue = [];
  const frames: Buffer[] = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { body } of taken) {
    const [message] = (JSON.parse(body.toString()) as Webhook).entry[0]?.changes[0]?.value.messages ?? [];
    if (!message) continue;
    const { id, from, text } = message;
    if (insert.run(id, from, text.body).changes === 0) continue;
    upsert.run(from, text.body);
    frames.push(frameOf(`42["message:new",${JSON.stringify({ id, from, text: text.body, filler: 'x'.repeat(500) })}]`));
  }
  database.exec('COMMIT');
  for (const frame of frames) for (const socket of sockets) socket.write(frame);
  for (const { response } of taken) response.end();
}

/** A text frame of 126 to 65,535 bytes (RFC 6455, 5.2). */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.from([0x81, 126, 0, 0]);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
