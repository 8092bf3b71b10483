import type { EventData } from '#contract/events';

/** What the bench asks of a server whose sockets are all in the room of one client. */
export type ServerRequest =
  /** Says so many events to the room, each in a turn of its own. */
  { do: 'say'; events: number } | { do: 'processor' } | { do: 'stop' };

/** `processor`: microseconds of processor time so far, user and system. */
export type ServerAnswer = { ready: number } | { done: 'say' } | { processor: number };

/** What it asks of the browsers, which live in one process apart. */
export type BrowsersRequest =
  /** Opens sockets at a server on this port; `group` is its name from here on. */
  | { do: 'open'; group: string; port: number; sockets: number }
  /** Answers once every socket of the group has got so many events more. */
  | { do: 'expect'; group: string; events: number }
  | { do: 'close'; group: string }
  | { do: 'stop' };

export interface BrowsersAnswer {
  done: BrowsersRequest['do'];
}

export const CLIENT_CODE = 'bench';

const AT = '2026-01-01T00:00:00.000Z';
/** Length of the event on the wire, in bytes. */
const FRAME = 660;

/** A `message:new` whose frame has 660 bytes. */
export function messageNew(seq: number): EventData<'message:new'> {
  const event = messageWith('', seq);
  const padding = FRAME - `42["message:new",${JSON.stringify(event)}]`.length;
  if (padding < 0) throw new Error(`The event is ${String(-padding)} bytes too long.`);
  return messageWith('x'.repeat(padding), seq);
}

function messageWith(text: string, seq: number): EventData<'message:new'> {
  const [conversationId, contactId] = ['k1', 'c1'];
  return {
    clientCode: CLIENT_CODE,
    at: AT,
    seq,
    contactId,
    message: {
      id: 'm1',
      version: seq,
      conversationId,
      contactId,
      direction: 'in',
      author: 'contact',
      type: 'text',
      text,
      status: 'received',
      sentAt: AT,
      createdAt: AT,
    },
    conversation: {
      id: conversationId,
      version: seq,
      contactId,
      contact: { id: contactId, kind: 'person', name: 'Ana', phoneNumber: null, stage: null },
      sessionId: 's1',
      status: 'open',
      unread: 1,
      lastMessage: null,
      assignedTo: null,
      labels: [],
      botEnabled: false,
      windowEndsAt: null,
      waitingSince: null,
      updatedAt: AT,
    },
  };
}
