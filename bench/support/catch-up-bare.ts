/**
 * The yardstick: `node:http` and one prepared statement on the same database file, with no accounts, no clients, no schemas and
 * no framework. Its argument is the path of the database.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import type { CatchUpAnswer, CatchUpRequest } from './catch-up-messages.ts';
import { CLIENT_CODE } from './fan-out-messages.ts';

interface Row {
  seq: number;
  name: string;
  at: string;
  data: string;
}

const database = new DatabaseSync(process.argv[2] ?? '', { readOnly: true });
const head = database.prepare('SELECT epoch, seq FROM clients WHERE clientCode = ?');
const events = database.prepare(
  'SELECT seq, name, at, data FROM events WHERE clientCode = ? AND seq > ? ORDER BY seq LIMIT ?',
);

const server = createServer((request, response) => {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  const { epoch, seq } = head.get(CLIENT_CODE) as unknown as { epoch: string; seq: number };
  const rows = events.all(CLIENT_CODE, Number(query.get('after')), Number(query.get('limit'))) as unknown as Row[];
  const texts = rows.map(
    (row) => `{"seq":${String(row.seq)},"name":"${row.name}","at":"${row.at}","data":${row.data}}`,
  );
  const more = (rows.at(-1)?.seq ?? 0) < seq;
  const text = `{"epoch":"${epoch}","seq":${String(seq)},"events":[${texts.join(',')}],"more":${String(more)},"live":{"typing":[]}}`;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
});

process.on('message', (request: CatchUpRequest) => {
  if (request.do === 'stop') process.exit();
  if (request.do !== 'processor') return;
  const { user, system } = process.cpuUsage();
  tell({ processor: user + system });
});
server.listen(0, '127.0.0.1', () => {
  tell({ ready: (server.address() as AddressInfo).port });
});

function tell(answer: CatchUpAnswer): void {
  process.send?.(answer);
}
