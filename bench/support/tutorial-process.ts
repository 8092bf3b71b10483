/**
 * The design of most tutorials, as a yardstick on the same machine: Baileys with its multi-file key store, one insert for
 * each message, one emit to everybody. It survives no crash and keeps no tenants apart; that is what the product adds.
 */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import makeWASocket, { useMultiFileAuthState } from 'baileys';
import { pino } from 'pino';
import { Server } from 'socket.io';

/** What WhatsApp closes a connection with after a QR was scanned: log in now (Baileys' `DisconnectReason`). */
const RESTART = 515;

const [directory = '', waWebSocketUrl = ''] = process.argv.slice(2);
mkdirSync(directory, { recursive: true });
// libsignal prints keys to the console.
console.info = console.log = console.warn = () => undefined;

const database = new DatabaseSync(join(directory, 'messages.db'));
database.exec('PRAGMA journal_mode=WAL; CREATE TABLE messages (id TEXT, chat TEXT, text TEXT, at INTEGER)');
const insert = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?)');
const server = createServer();
const io = new Server(server);
const { state, saveCreds } = await useMultiFileAuthState(join(directory, 'auth'));
const logger = pino({ level: 'silent' });

server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
  connect();
});

function connect(): void {
  const socket = makeWASocket({ auth: state, waWebSocketUrl, logger, shouldSyncHistoryMessage: () => false });
  socket.ev.on('creds.update', () => void saveCreds());
  socket.ev.on('connection.update', ({ qr, connection, lastDisconnect }) => {
    if (qr) process.send?.({ qr });
    if (connection === 'open') process.send?.({ open: true });
    const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined;
    if (connection === 'close' && error?.output?.statusCode === RESTART) connect();
  });
  socket.ev.on('messages.upsert', ({ messages }) => {
    for (const { key, message, messageTimestamp } of messages) {
      const text = message?.conversation ?? message?.extendedTextMessage?.text ?? '';
      insert.run(key.id ?? '', key.remoteJid ?? '', text, Number(messageTimestamp));
      io.emit('message:new', { text });
    }
  });
}

process.on('SIGTERM', () => process.exit(0));
