import type { AppSocket } from './socket-types.ts';

/** Calls back with the milliseconds from each of engine.io's heartbeats (one in 10 s) to the browser's answer. */
export function measureRoundTrips(socket: AppSocket, onRoundTrip: (milliseconds: number) => void): void {
  const { conn } = socket;
  let sentAt: number | undefined;
  const onPacket = ({ type }: { type: string }) => {
    if (type === 'ping') sentAt = performance.now();
  };
  const onAnswer = () => {
    if (sentAt !== undefined) onRoundTrip(performance.now() - sentAt);
    sentAt = undefined;
  };
  conn.on('packetCreate', onPacket);
  conn.on('heartbeat', onAnswer);
  // The connection may outlive its socket and get another one.
  socket.on('disconnect', () => {
    conn.off('packetCreate', onPacket);
    conn.off('heartbeat', onAnswer);
  });
}
