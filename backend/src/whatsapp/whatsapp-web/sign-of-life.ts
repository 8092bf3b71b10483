import { S_WHATSAPP_NET, type WASocket } from 'baileys';
import type { After } from '../../operations/index.ts';

const LIMIT_MS = 10_000;

/**
 * Whether WhatsApp says anything within the limit after a ping. Not only the answer counts: behind the backlog of a line
 * that was away for long it comes too late.
 */
export async function showsLife(socket: WASocket, after: After): Promise<boolean> {
  const life = Promise.withResolvers<boolean>();
  const heard = () => {
    life.resolve(true);
  };
  const silent = () => {
    life.resolve(false);
  };
  const callOff = after(LIMIT_MS, silent);
  socket.ws.on('frame', heard);
  socket
    .sendNode({
      tag: 'iq',
      attrs: { id: socket.generateMessageTag(), to: S_WHATSAPP_NET, type: 'get', xmlns: 'w:p' },
      content: [{ tag: 'ping', attrs: {} }],
    })
    .catch(silent);
  const lives = await life.promise;
  callOff();
  socket.ws.off('frame', heard);
  return lives;
}
