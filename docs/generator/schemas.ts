import { z } from 'zod';
import * as accounts from '#contract/accounts';
import type { AppConfig } from '#contract/config';
import * as conversations from '#contract/conversations';
import { loggedEventNames } from '#contract/event-names';
import { presentUser, serverEvents, typing, type EventPage } from '#contract/events';
import { problem } from '#contract/http';
import * as messages from '#contract/messages';
import { realtimeFigures, type HandshakeTrial, type ProbeAnswer } from '#contract/probe';
import { firstReplies, stats } from '#contract/stats';
import * as teamSettings from '#contract/team-settings';
import * as sessions from '#contract/whatsapp-sessions';
import { id, isoTime } from '#contract/values';

/** Answers the contract describes by a type alone; the annotation keeps the two alike. */
export const appConfig: z.ZodType<AppConfig> = z.object({
  version: z.string(),
  languages: z.array(z.enum(['es', 'en'])),
  realtime: z.object({
    endpoints: z.array(z.string()),
    transports: z.array(z.enum(['websocket', 'polling'])),
    pollPeriods: z.object({ connected: z.int(), disconnected: z.int() }),
    connectTimeout: z.int(),
    eagerTries: z.int(),
    longestProbe: z.int(),
  }),
  apiTimeout: z.int(),
});

const [firstEvent, ...otherEvents] = loggedEventNames.map((name) =>
  z.object({ seq: z.int(), name: z.literal(name), at: isoTime, data: serverEvents[name] }),
);
const loggedEvent = z.union([firstEvent, ...otherEvents].filter((event) => event !== undefined));

export const eventPage = z.object({
  epoch: z.string(),
  seq: z.int(),
  events: z.array(loggedEvent),
  more: z.boolean(),
  live: z.object({
    bulk: z.array(serverEvents['bulk:progress'].omit({ clientCode: true, at: true, seq: true })).optional(),
    at: isoTime.optional(),
    stats: stats.optional(),
    presence: z.array(presentUser).optional(),
    typing: z.array(typing),
    qr: z.array(sessions.sessionQr.extend({ sessionId: id })).optional(),
  }) satisfies z.ZodType<EventPage['live']>,
});

const arrival: z.ZodType<ProbeAnswer['arrival']> = z.object({
  path: z.string(),
  host: z.string().nullable(),
  origin: z.string().nullable(),
  protocol: z.enum(['http', 'https']),
  upgrade: z.string().nullable(),
  connection: z.string().nullable(),
  forwarded: z.record(z.string(), z.string()),
});

export const probeAnswer: z.ZodType<ProbeAnswer> = z.object({
  at: isoTime,
  arrival,
  ownOrigin: z.string(),
  originAllowed: z.boolean(),
  signedIn: z.boolean(),
});

export const handshakeTrial: z.ZodType<HandshakeTrial> = z.object({
  arrivals: z.array(
    z.object({
      at: isoTime,
      transport: z.enum(['websocket', 'polling']),
      arrival,
      outcome: z.enum(['opened', 'no_upgrade', 'refused']),
      refusal: z.enum(['unauthorized', 'forbidden_client', 'forbidden_origin', 'wrong_address']).optional(),
    }),
  ),
});

export const startOver = problem.extend({ epoch: z.string(), seq: z.int() });
export const merged = problem.extend({ mergedInto: z.string().optional() });
export const itemsOf = (item: z.ZodType) => z.object({ items: z.array(item) });
/** With the place in the log at which they were so. */
export const snapshotOf = (item: z.ZodType) => itemsOf(item).extend({ epoch: z.string(), seq: z.int() });
/** Agents see who is in the team, but no e-mail addresses. */
export const listedUser = accounts.user.partial({ email: true, createdAt: true });
export const health = z.object({
  status: z.enum(['ok', 'unreadable']),
  uptimeSeconds: z.int(),
  parts: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.int()]))),
});

/** Schemas that get a name of their own in the references. */
const named: Record<string, z.ZodType> = {
  Problem: problem,
  SignedInUser: accounts.signedInUser,
  Client: accounts.client,
  User: accounts.user,
  Message: messages.message,
  Stats: stats,
  FirstReplies: firstReplies,
  PresentUser: presentUser,
  Arrival: arrival,
  RealtimeFigures: realtimeFigures,
  Contact: conversations.contact,
  Conversation: conversations.conversation,
  Label: teamSettings.label,
  CannedReply: teamSettings.cannedReply,
  ClientSettings: teamSettings.clientSettings,
  Preferences: teamSettings.preferences,
  WhatsAppSession: sessions.whatsappSession,
};
/** As a caller writes and reads them: what is optional to send is optional here, and fields may be added to answers. */
const reading = { io: 'input', target: 'draft-2020-12' } as const;
const uri = (name: string) => `#/components/schemas/${name}`;

export type JsonSchema = Record<string, unknown>;

/** Turns schemas into JSON Schema that points at the named ones. */
export class SchemaBook {
  readonly #schemas = z.registry<{ id: string }>();

  constructor() {
    for (const [name, schema] of Object.entries(named)) this.#schemas.add(schema, { id: name });
  }

  /** What `#/components/schemas` holds. */
  components(): Record<string, JsonSchema> {
    const { schemas } = z.toJSONSchema(this.#schemas, { ...reading, uri });
    return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));
  }

  inline(schema: z.ZodType): JsonSchema {
    for (const [name, known] of Object.entries(named)) if (known === schema) return { $ref: uri(name) };
    const wrapped = z.registry<{ id: string }>();
    for (const [name, known] of Object.entries(named)) wrapped.add(known, { id: name });
    wrapped.add(schema, { id: '_' });
    return bare(z.toJSONSchema(wrapped, { ...reading, uri }).schemas['_'] ?? {});
  }
}

function bare(schema: object): JsonSchema {
  const { $schema: _schema, $id: _id, id: _name, ...rest } = schema as JsonSchema;
  return rest;
}
