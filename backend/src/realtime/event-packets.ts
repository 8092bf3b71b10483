import type { CommittedEvent } from '../storage/index.ts';
import type { AppServer, AppSocket } from './socket-types.ts';

type Connection = AppSocket['conn'];
/** What engine.io takes with a packet: over a WebSocket these bytes go out in place of it. */
interface PacketOptions {
  compress: boolean;
  wsPreEncodedFrame: Buffer[];
}

/**
 * Sends events of one room to its sockets: what one turn of the event loop brings goes to each WebSocket in one write, made once
 * for all of them, because the write is most of what a socket costs. `socket.io-adapter` would make one for each event.
 */
export function sendEvents(
  io: AppServer,
  room: string,
  events: readonly Pick<CommittedEvent, 'name' | 'text'>[],
): void {
  const { adapter, sockets } = io.of('/');
  const members = adapter.rooms.get(room);
  if (!members) return;
  const packets = events.map(({ name, text }) => `2[${JSON.stringify(name)},${text}]`);
  const together = packets.join('');
  const options: PacketOptions = { compress: false, wsPreEncodedFrame: [Buffer.concat(packets.map(frameOf))] };
  for (const id of members) {
    const conn: Connection | undefined = sockets.get(id)?.conn;
    // A connection never goes back to polling, so nothing that is made of several frames waits there.
    if (conn?.transport.name === 'websocket') conn.write(together, options);
    else for (const packet of packets) conn?.write(packet);
  }
}

/** The packet as engine.io's message in a WebSocket's text frame, unmasked as a server's are (RFC 6455, 5.2). */
function frameOf(packet: string): Buffer {
  const length = Buffer.byteLength(packet) + 1;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81;
  frame[1] = head === 2 ? length : head === 4 ? 126 : 127;
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(`4${packet}`, head);
  return frame;
}
