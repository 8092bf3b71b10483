import { z } from 'zod';
import type { ServerEventName } from './event-names.ts';
import type { EventData } from './events.ts';
import { clientCode, id } from './values.ts';

export const SOCKET_PATH = '/socket.io/';

/** `token` is left out on the app's own origin, where the HttpOnly cookie speaks for the user. */
export const handshakeAuth = z.object({
  token: z.string().max(200).optional(),
  clientId: id.optional(),
  clientCode: clientCode.optional(),
  /** Whether this browser tab was connected before: counted as a reconnection. */
  resumed: z.boolean().optional(),
});
export type HandshakeAuth = z.infer<typeof handshakeAuth>;

/** `data.code` of a `connect_error`. `wrong_address`: the address has a path, such as `/api`, which Socket.IO takes for a namespace. */
export type HandshakeRefusal = 'unauthorized' | 'forbidden_client' | 'forbidden_origin' | 'wrong_address';

export type JoinClientRoomAck =
  { ok: true; epoch: string; seq: number } | { ok: false; error: 'forbidden_client' | 'bad_request' };
export type ConversationRoomAck = { ok: true } | { ok: false; error: 'not_found' | 'bad_request' };

/** A conversation; without `conversationId` any with this contact, whose lines are not told apart then. */
export const conversationTarget = z.union([id, z.object({ contactId: id, conversationId: id.optional() })]);
export type ConversationTarget = z.infer<typeof conversationTarget>;

/** Browser → server. */
export interface ClientToServerEvents {
  join_client_room: (clientCode: string, ack: (answer: JoinClientRoomAck) => void) => void;
  'join:conversation': (target: ConversationTarget, ack: (answer: ConversationRoomAck) => void) => void;
  'leave:conversation': (target: ConversationTarget, ack: (answer: ConversationRoomAck) => void) => void;
  'typing:start': (target: ConversationTarget) => void;
  'typing:stop': (target: ConversationTarget) => void;
}

/** Server → browser: one argument each, the event's data. */
export type ServerToClientEvents = { [Name in ServerEventName]: (data: EventData<Name>) => void };
