import { z } from 'zod';
import { conversationTarget, type ClientToServerEvents } from '#contract/socket';
import { clientCode as clientCodeSchema } from '#contract/values';
import type { Logger } from '../operations/index.ts';
import type { LogHead } from '../storage/index.ts';
import { knownPlace, placeOf } from './conversation-place.ts';
import type { RealtimeHooks } from './hooks.ts';
import type { PersonPresence } from './person-presence.ts';
import type { PresenceBoard } from './presence-board.ts';
import type { Counted } from './realtime-counts.ts';
import { conversationRoom } from './rooms.ts';
import type { AppSocket } from './socket-types.ts';
import type { SocketTyping } from './socket-typing.ts';

/** Everything the commands of one socket work with; `clientCode` is the token's, never what the browser said. */
export interface CommandContext {
  socket: AppSocket;
  clientCode: string;
  isAdmin: boolean;
  hooks: RealtimeHooks;
  count: (what: Counted) => void;
  logger: Logger;
  typing: SocketTyping;
  presence: PresenceBoard;
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
    context.count('badEvents');
    if (!(error instanceof z.ZodError)) context.logger.error({ err: error }, 'A socket event failed');
    acknowledge(badRequest);
  }
}

async function joinClientRoom(context: CommandContext, argument: unknown): Promise<object> {
  const asked = clientCodeSchema.parse(argument);
  if (asked !== context.clientCode) {
    context.count('refusedJoins');
    return { ok: false, error: 'forbidden_client' };
  }
  const { socket, presence, hooks } = context;
  const envelope = { clientCode: asked, at: context.now() };
  if (context.isAdmin) for (const qr of hooks.currentQrs(asked)) socket.emit('whatsapp:qr', { ...envelope, ...qr });
  socket.emit('presence:changed', { ...envelope, users: presence.list(), complete: true });
  hooks.joined(asked);
  return { ok: true, ...(await context.readHead(asked)) };
}

async function joinConversation(context: CommandContext, argument: unknown): Promise<object> {
  const { socket, clientCode, hooks } = context;
  const asked = placeOf(conversationTarget.parse(argument));
  const { contactId, conversationId } = await knownPlace(hooks, clientCode, asked);
  const isKnown = conversationId === asked.conversationId && (await hooks.contactExists(clientCode, contactId));
  if (!isKnown) {
    context.count('refusedJoins');
    return { ok: false, error: 'not_found' };
  }
  if (socket.connected) {
    await socket.join(conversationRoom(clientCode, contactId));
    personOf(context).view(socket.id, { contactId, conversationId });
    hooks.viewing(clientCode, contactId);
  }
  return { ok: true };
}

async function leaveConversation(context: CommandContext, argument: unknown): Promise<object> {
  const { socket, clientCode, typing } = context;
  const place = placeOf(conversationTarget.parse(argument));
  const room = conversationRoom(clientCode, place.contactId);
  if (!socket.rooms.has(room)) return { ok: false, error: 'not_found' };
  typing.stop(place);
  personOf(context).leave(socket.id, place);
  // Another conversation with the same contact may still be open.
  if (!personOf(context).hasOpen(socket.id, place.contactId)) await socket.leave(room);
  return { ok: true };
}

function changeTyping(starts: boolean): Command {
  return async ({ socket, clientCode, hooks, typing }, argument) => {
    const asked = placeOf(conversationTarget.parse(argument));
    const { contactId } = asked;
    const mayType =
      socket.rooms.has(conversationRoom(clientCode, contactId)) || (await hooks.contactExists(clientCode, contactId));
    if (!mayType) return { ok: false, error: 'not_found' };
    const place = await knownPlace(hooks, clientCode, asked);
    if (!starts) typing.stop(place);
    else if (socket.connected) typing.start(place);
    return { ok: true };
  };
}

function personOf({ socket, presence }: CommandContext): PersonPresence {
  return presence.of(socket.data.signIn.user.id);
}
