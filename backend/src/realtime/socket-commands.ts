import { z } from 'zod';
import { typingTarget, type ClientToServerEvents } from '#contract/socket';
import { clientCode as clientCodeSchema, id } from '#contract/values';
import type { Logger } from '../operations/index.ts';
import type { LogHead } from '../storage/index.ts';
import type { RealtimeHooks } from './hooks.ts';
import type { RealtimeCounts } from './realtime-counts.ts';
import { conversationRoom } from './rooms.ts';
import type { AppSocket } from './socket-types.ts';
import type { SocketTyping } from './socket-typing.ts';

/** Everything the commands of one socket work with; `clientCode` is the token's, never what the browser said. */
export interface CommandContext {
  socket: AppSocket;
  clientCode: string;
  isAdmin: boolean;
  hooks: RealtimeHooks;
  counts: RealtimeCounts;
  logger: Logger;
  typing: SocketTyping;
  readHead: (clientCode: string) => Promise<LogHead>;
  /** The time, ISO 8601. */
  now: () => string;
}

type Acknowledge = (answer: object) => void;
/** Answers what goes into the ack. */
type Command = (context: CommandContext, argument: unknown) => Promise<object> | object;

const badRequest = { ok: false, error: 'bad_request' };

/** Takes the browser's events. A wrong argument is counted and answered where there is an ack; nothing here throws. */
export function listenToCommands(context: CommandContext): void {
  const { socket } = context;
  const on = (name: keyof ClientToServerEvents, command: Command) => {
    socket.on(name, (...received: unknown[]) => {
      void answer(context, command, received);
    });
  };
  on('join_client_room', joinClientRoom);
  on('join:conversation', joinConversation);
  on('leave:conversation', leaveConversation);
  on('typing:start', changeTyping(true));
  on('typing:stop', changeTyping(false));
}

async function answer(context: CommandContext, command: Command, received: unknown[]): Promise<void> {
  const last = received.at(-1);
  const acknowledge = typeof last === 'function' ? (last as Acknowledge) : () => undefined;
  try {
    acknowledge(await command(context, received[0]));
  } catch (error) {
    context.counts.badEvents += 1;
    if (!(error instanceof z.ZodError)) context.logger.error({ err: error }, 'A socket event failed');
    acknowledge(badRequest);
  }
}

async function joinClientRoom(context: CommandContext, argument: unknown): Promise<object> {
  const asked = clientCodeSchema.parse(argument);
  if (asked !== context.clientCode) {
    context.counts.refusedJoins += 1;
    return { ok: false, error: 'forbidden_client' };
  }
  if (context.isAdmin) {
    const at = context.now();
    for (const qr of context.hooks.currentQrs(asked))
      context.socket.emit('whatsapp:qr', { clientCode: asked, at, ...qr });
  }
  return { ok: true, ...(await context.readHead(asked)) };
}

async function joinConversation(
  { socket, clientCode, hooks, counts }: CommandContext,
  argument: unknown,
): Promise<object> {
  const contactId = id.parse(argument);
  if (!(await hooks.contactExists(clientCode, contactId))) {
    counts.refusedJoins += 1;
    return { ok: false, error: 'not_found' };
  }
  if (socket.connected) {
    await socket.join(conversationRoom(clientCode, contactId));
    hooks.viewing(clientCode, contactId);
  }
  return { ok: true };
}

async function leaveConversation({ socket, clientCode, typing }: CommandContext, argument: unknown): Promise<object> {
  const contactId = id.parse(argument);
  const room = conversationRoom(clientCode, contactId);
  if (!socket.rooms.has(room)) return { ok: false, error: 'not_found' };
  typing.stop(contactId);
  await socket.leave(room);
  return { ok: true };
}

function changeTyping(starts: boolean): Command {
  return async ({ socket, clientCode, hooks, typing }, argument) => {
    const target = typingTarget.parse(argument);
    const contactId = typeof target === 'string' ? target : target.contactId;
    const mayType =
      socket.rooms.has(conversationRoom(clientCode, contactId)) || (await hooks.contactExists(clientCode, contactId));
    if (!mayType) return { ok: false, error: 'not_found' };
    if (!starts) typing.stop(contactId);
    else if (socket.connected) typing.start(contactId);
    return { ok: true };
  };
}
