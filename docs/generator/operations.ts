import { z } from 'zod';
import * as accounts from '#contract/accounts';
import * as contacts from '#contract/contacts';
import * as conversations from '#contract/conversations';
import { eventsQuery } from '#contract/events';
import { messageSearchPage, messageSearchQuery } from '#contract/message-search';
import * as messages from '#contract/messages';
import { problemReport } from '#contract/problem-reports';
import { probeQuery, realtimeFigures } from '#contract/probe';
import { statsResponse } from '#contract/stats';
import * as sessions from '#contract/whatsapp-sessions';
import {
  appConfig,
  eventPage,
  handshakeTrial,
  health,
  itemsOf,
  listedUser,
  probeAnswer,
  startOver,
} from './schemas.ts';

/** One call of the HTTP API. */
export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As OpenAPI writes it: `{id}` for a parameter, whatever its name. */
  path: string;
  summary: string;
  /** Who may call it; nobody in particular for a call that needs no sign-in. */
  roles?: readonly accounts.Role[];
  query?: z.ZodObject;
  body?: z.ZodType;
  status: 200 | 201 | 202 | 204;
  answer?: z.ZodType;
  /** What the answer is where it is no JSON. */
  mediaType?: string;
  /** Problems of this call, beside those every call can have. */
  problems?: Readonly<Record<number, string>>;
  /** Bodies of problems that hold more than `Problem` does. */
  problemBodies?: Readonly<Record<number, z.ZodType>>;
}

const members = ['agent', 'admin'] as const;
const everybody = ['agent', 'admin', 'operator'] as const;
const admins = ['admin'] as const;
const operators = ['operator'] as const;
const noSession = { 404: 'There is no such WhatsApp session.' };
const noContact = { 404: 'There is no such contact.' };
const noConversation = { 404: 'There is no such conversation.' };

export const operations: readonly Operation[] = [
  { method: 'get', path: '/api/config', summary: 'Public settings of the app', status: 200, answer: appConfig },
  {
    method: 'post',
    path: '/api/auth/login',
    summary: 'Sign in: answers the token and sets the cookie',
    body: accounts.loginRequest,
    status: 200,
    answer: accounts.loginResponse,
    problems: { 401: 'E-mail address or password is wrong.', 429: 'Too many failures; see Retry-After.' },
  },
  {
    method: 'get',
    path: '/api/auth/me',
    summary: 'The signed-in user',
    roles: everybody,
    status: 200,
    answer: accounts.meResponse,
  },
  {
    method: 'post',
    path: '/api/auth/logout',
    summary: 'End this sign-in and its sockets',
    roles: everybody,
    status: 204,
  },
  {
    method: 'get',
    path: '/api/clients',
    summary: 'The clients of this installation',
    roles: operators,
    status: 200,
    answer: itemsOf(accounts.client),
  },
  {
    method: 'post',
    path: '/api/clients',
    summary: 'Make a client with its first admin',
    roles: operators,
    body: accounts.createClientRequest,
    status: 201,
    answer: z.object({ client: accounts.client }),
    problems: { 409: 'The client code or the e-mail address is in use.' },
  },
  {
    method: 'get',
    path: '/api/users',
    summary: 'The team; agents see no e-mail addresses',
    roles: members,
    status: 200,
    answer: itemsOf(listedUser),
  },
  {
    method: 'post',
    path: '/api/users',
    summary: 'Add a user',
    roles: admins,
    body: accounts.createUserRequest,
    status: 201,
    answer: z.object({ user: accounts.user }),
    problems: { 409: 'The e-mail address is in use.' },
  },
  {
    method: 'patch',
    path: '/api/users/{id}',
    summary: 'Change a user; a new role, a new password and becoming inactive end the sign-ins',
    roles: admins,
    body: accounts.updateUserRequest,
    status: 200,
    answer: z.object({ user: accounts.user }),
    problems: { 404: 'There is no such user.', 409: 'The client would be left without an active admin.' },
  },
  {
    method: 'delete',
    path: '/api/users/{id}',
    summary: 'Make a user inactive',
    roles: admins,
    status: 204,
    problems: { 404: 'There is no such user.', 409: 'The client would be left without an active admin.' },
  },
  {
    method: 'get',
    path: '/api/conversations',
    summary: 'Conversations, newest first',
    roles: members,
    query: conversations.conversationQuery,
    status: 200,
    answer: conversations.conversationPage,
  },
  {
    method: 'post',
    path: '/api/conversations',
    summary: 'Open a conversation with a phone number',
    roles: members,
    body: conversations.createConversationRequest,
    status: 201,
    answer: conversations.conversationResponse,
    problems: { ...noSession, 409: 'The client has no WhatsApp line yet.' },
  },
  {
    method: 'get',
    path: '/api/conversations/{id}',
    summary: 'One conversation',
    roles: members,
    status: 200,
    answer: conversations.conversationResponse,
    problems: noConversation,
  },
  {
    method: 'patch',
    path: '/api/conversations/{id}',
    summary: 'Assign, label, close, open again, or mark as seen',
    roles: members,
    body: conversations.updateConversationRequest,
    status: 200,
    answer: conversations.conversationResponse,
    problems: noConversation,
  },
  {
    method: 'get',
    path: '/api/conversations/{id}/messages',
    summary: 'Messages, oldest first within the page; `before` leads to older ones, `after` to newer, `around` to one',
    roles: members,
    query: conversations.messageQuery,
    status: 200,
    answer: messages.messagePage,
    problems: noConversation,
  },
  {
    method: 'post',
    path: '/api/conversations/{id}/messages',
    summary: 'Send a message; 202 means stored, and the same clientMessageId again sends nothing twice',
    roles: members,
    body: messages.sendMessageRequest,
    status: 202,
    answer: messages.sendMessageResponse,
    problems: {
      ...noConversation,
      409: 'The line was removed, or the clientMessageId belongs to another conversation.',
    },
  },
  {
    method: 'post',
    path: '/api/conversations/{id}/messages/{messageId}/retry',
    summary: 'Send a failed message again, as the same message; one that has not failed is answered as it is',
    roles: members,
    status: 202,
    answer: messages.sendMessageResponse,
    problems: { 404: 'There is no such conversation, or no such message in it.', 409: 'The line was removed.' },
  },
  {
    method: 'get',
    path: '/api/messages',
    summary: 'Search in the texts of messages, newest first',
    roles: members,
    query: messageSearchQuery,
    status: 200,
    answer: messageSearchPage,
  },
  {
    method: 'get',
    path: '/api/contacts',
    summary: 'Contacts by name',
    roles: members,
    query: contacts.contactQuery,
    status: 200,
    answer: contacts.contactPage,
  },
  {
    method: 'get',
    path: '/api/contacts/{id}',
    summary: 'One contact',
    roles: members,
    status: 200,
    answer: contacts.contactResponse,
    problems: noContact,
  },
  {
    method: 'patch',
    path: '/api/contacts/{id}',
    summary: 'Write down a name, a stage, notes and fields',
    roles: members,
    body: contacts.updateContactRequest,
    status: 200,
    answer: contacts.contactResponse,
    problems: noContact,
  },
  {
    method: 'get',
    path: '/api/whatsapp/sessions',
    summary: 'The WhatsApp lines; `qr` only for admins, while linking',
    roles: members,
    status: 200,
    answer: sessions.sessionList,
  },
  {
    method: 'post',
    path: '/api/whatsapp/sessions',
    summary: 'Make a line; it waits for `connect`',
    roles: admins,
    body: sessions.createSessionRequest,
    status: 201,
    answer: sessions.sessionResponse,
  },
  {
    method: 'get',
    path: '/api/whatsapp/sessions/{id}',
    summary: 'One line',
    roles: members,
    status: 200,
    answer: sessions.sessionResponse,
    problems: noSession,
  },
  {
    method: 'patch',
    path: '/api/whatsapp/sessions/{id}',
    summary: 'Give a line another name',
    roles: admins,
    body: sessions.updateSessionRequest,
    status: 200,
    answer: sessions.sessionResponse,
    problems: noSession,
  },
  {
    method: 'delete',
    path: '/api/whatsapp/sessions/{id}',
    summary: 'Unlink and remove a line; its conversations stay',
    roles: admins,
    status: 204,
    problems: noSession,
  },
  {
    method: 'get',
    path: '/api/whatsapp/sessions/{id}/history',
    summary: 'What a line went through, newest first: every change with its reason and what came next',
    roles: admins,
    query: sessions.sessionHistoryQuery,
    status: 200,
    answer: sessions.sessionHistory,
    problems: noSession,
  },
  {
    method: 'post',
    path: '/api/whatsapp/sessions/{id}/connect',
    summary: 'Begin to link a phone, by QR or with a pairing code, or connect a linked one again',
    roles: admins,
    body: sessions.connectSessionRequest,
    status: 202,
    answer: sessions.sessionResponse,
    problems: noSession,
  },
  {
    method: 'post',
    path: '/api/whatsapp/sessions/{id}/cancel-link',
    summary: 'Give up linking a phone: the line is as it was before, and its messages go on waiting',
    roles: admins,
    status: 200,
    answer: sessions.sessionResponse,
    problems: noSession,
  },
  {
    method: 'post',
    path: '/api/whatsapp/sessions/{id}/logout',
    summary: 'Unlink the phone and forget its credentials',
    roles: admins,
    status: 200,
    answer: sessions.sessionResponse,
    problems: noSession,
  },
  {
    method: 'get',
    path: '/api/stats',
    summary: 'Figures of the client: messages of today in its time zone, conversations of now',
    roles: members,
    status: 200,
    answer: statsResponse,
  },
  {
    method: 'get',
    path: '/api/events',
    summary: 'Events after a cursor, for catching up and for polling',
    roles: members,
    query: eventsQuery,
    status: 200,
    answer: eventPage,
    problems: { 410: 'The cursor cannot be continued: refetch what is shown and go on from `epoch` and `seq`.' },
    problemBodies: { 410: startOver },
  },
  {
    method: 'get',
    path: '/api/probe',
    summary: 'How this request has arrived, and whether the origin of the query may call',
    query: probeQuery,
    status: 200,
    answer: probeAnswer,
  },
  {
    method: 'get',
    path: '/api/probe/handshakes/{probeId}',
    summary: 'What the server saw within a minute of socket handshakes whose address carries this `?probe=`',
    status: 200,
    answer: handshakeTrial,
    problems: { 400: 'The id has 16 to 64 letters, digits, "-" or "_".' },
  },
  {
    method: 'get',
    path: '/api/probe/realtime',
    summary: 'Figures of the sockets: of the client, or for an operator of the installation',
    roles: ['admin', 'operator'],
    status: 200,
    answer: realtimeFigures,
  },
  {
    method: 'post',
    path: '/api/problem-reports',
    summary: 'A bug of the app, for the server’s log',
    body: problemReport,
    status: 204,
    problems: { 413: 'The body is larger than 16 kB.', 429: 'More than ten a minute; see Retry-After.' },
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Counts and times for Prometheus; with METRICS_TOKEN set, that token is its bearer',
    status: 200,
    answer: z.string(),
    mediaType: 'text/plain; version=0.0.4',
    problems: { 401: 'METRICS_TOKEN was not shown.' },
  },
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the process can serve, with counts of its parts',
    status: 200,
    answer: health,
    problems: { 503: 'The store cannot be read.' },
    problemBodies: { 503: health },
  },
  {
    method: 'get',
    path: '/ready',
    summary: 'Whether the process takes requests: 503 while it starts and stops',
    status: 200,
    answer: z.object({ ready: z.boolean() }),
    problems: { 503: 'It starts or stops.' },
    problemBodies: { 503: z.object({ ready: z.boolean() }) },
  },
];
