import { z } from 'zod';
import { frontendEventNames, loggedEventNames, type ServerEventName } from '#contract/event-names';
import { serverEvents } from '#contract/events';
import { conversationTarget, handshakeAuth, SOCKET_PATH } from '#contract/socket';
import { clientCode } from '#contract/values';
import { SchemaBook } from './schemas.ts';

const refused = (...errors: string[]) => z.object({ ok: z.literal(false), error: z.enum(errors) });
const roomAck = z.union([z.object({ ok: z.literal(true) }), refused('not_found', 'bad_request')]);

/** Browser → server: its one argument, and what the acknowledgement carries. */
const commands: Record<string, { summary: string; argument: z.ZodType; ack?: z.ZodType }> = {
  join_client_room: {
    summary: 'Asks for the head of the client’s event log; the socket is in the client’s room already',
    argument: clientCode,
    ack: z.union([
      z.object({ ok: z.literal(true), epoch: z.string(), seq: z.int() }),
      refused('forbidden_client', 'bad_request'),
    ]),
  },
  'join:conversation': { summary: 'Looks at a contact’s conversation', argument: conversationTarget, ack: roomAck },
  'leave:conversation': { summary: 'Looks at it no longer', argument: conversationTarget, ack: roomAck },
  'typing:start': { summary: 'Writes to a contact; renew it every few seconds', argument: conversationTarget },
  'typing:stop': { summary: 'Writes no longer', argument: conversationTarget },
};

type MessageEntry = [key: string, message: { name: string; summary?: string; payload: object }];

/** The Socket.IO events as AsyncAPI 3.0, seen from the server: it sends events and receives commands. */
export function asyncApi(version: string): object {
  const book = new SchemaBook();
  const events = Object.keys(serverEvents) as ServerEventName[];
  const eventMessages = events.map((name): MessageEntry => [
    keyOf('event', name),
    { name, summary: eventSummary(name), payload: book.inline(serverEvents[name]) },
  ]);
  const commandMessages = Object.entries(commands).map(([name, { summary, argument }]): MessageEntry => [
    keyOf('command', name),
    { name, summary, payload: book.inline(argument) },
  ]);
  const ackMessages = Object.entries(commands).flatMap(([name, { ack }]): MessageEntry[] =>
    ack ? [[keyOf('ack', name), { name: `${name} (acknowledgement)`, payload: book.inline(ack) }]] : [],
  );
  const allMessages = [...eventMessages, ...commandMessages, ...ackMessages];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'CRM Condorito, realtime',
      version,
      license: { name: 'MIT' },
      description:
        'Socket.IO 4 events. Each carries one argument. Logged events have a `seq`: apply `seq + 1`, drop what is older, and fill ' +
        'a hole from `GET /api/events`. Events come to the room of the client that the token names. A refused handshake has ' +
        '`data.code`: `unauthorized`, `forbidden_client`, `forbidden_origin` or `wrong_address`.',
    },
    defaultContentType: 'application/json',
    channels: {
      socket: {
        address: SOCKET_PATH,
        description:
          'The handshake carries `auth` as in the schema HandshakeAuth; the cookie may stand in for the token. With `?probe=<id>` ' +
          'in its address, `GET /api/probe/handshakes/{probeId}` tells how it arrived.',
        messages: Object.fromEntries(allMessages.map(([key]) => [key, { $ref: `#/components/messages/${key}` }])),
      },
    },
    operations: {
      ...Object.fromEntries(events.map((name) => [keyOf('send', name), operation('send', [keyOf('event', name)])])),
      ...Object.fromEntries(
        Object.entries(commands).map(([name, { ack }]) => [
          keyOf('receive', name),
          {
            ...operation('receive', [keyOf('command', name)]),
            ...(ack && { reply: { channel: { $ref: '#/channels/socket' }, messages: [pointTo(keyOf('ack', name))] } }),
          },
        ]),
      ),
    },
    components: {
      messages: Object.fromEntries(allMessages),
      schemas: { ...book.components(), HandshakeAuth: book.inline(handshakeAuth) },
    },
  };
}

function operation(action: 'send' | 'receive', messages: readonly string[]): object {
  return { action, channel: { $ref: '#/channels/socket' }, messages: messages.map(pointTo) };
}

function pointTo(key: string): object {
  return { $ref: `#/channels/socket/messages/${key}` };
}

function eventSummary(name: ServerEventName): string {
  const logged = (loggedEventNames as readonly ServerEventName[]).includes(name);
  return `In the app: ${frontendEventNames[name]}. ${logged ? 'In the log.' : 'Not in the log.'}`;
}

/** A name AsyncAPI takes as a key: `message:new` becomes `message_new`. */
function keyOf(kind: string, name: string): string {
  return `${kind}_${name.replaceAll(':', '_')}`;
}
