import { z } from 'zod';
import * as conversations from '#contract/conversations';
import { eventsQuery } from '#contract/events';
import * as groups from '#contract/groups';
import { messageSearchPage, messageSearchQuery } from '#contract/message-search';
import * as messages from '#contract/messages';
import { problemReport } from '#contract/problem-reports';
import { probeQuery, realtimeFigures } from '#contract/probe';
import { reportQuery, statsReport, statsResponse, teamStats } from '#contract/stats';
import { appConfig, eventPage, handshakeTrial, health, merged, probeAnswer, startOver } from './schemas.ts';
import { members, type Operation } from './operation.ts';
import { accountOperations } from './account-operations.ts';
import { botOperations } from './bot-operations.ts';
import { bulkOperations } from './bulk-operations.ts';
import { contactOperations } from './contact-operations.ts';
import { mediaOperations } from './media-operations.ts';
import { pushOperations } from './push-operations.ts';
import { noSession, sessionOperations } from './session-operations.ts';
import { teamSettingsOperations } from './team-settings-operations.ts';

const noConversation = {
  404: 'There is no such conversation; `mergedInto` names the one it became part of, where it did.',
};
const mergedBody = { 404: merged };

export const operations: readonly Operation[] = [
  { method: 'get', path: '/api/config', summary: 'Public settings of the app', status: 200, answer: appConfig },
  ...accountOperations,
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
    summary:
      'Open a conversation with a phone number; where the line has none with it yet, WhatsApp is asked first, and nothing is made unless somebody has the number',
    roles: members,
    body: conversations.createConversationRequest,
    status: 201,
    answer: conversations.conversationResponse,
    problems: {
      ...noSession,
      409: 'The client has no WhatsApp line yet (`conflict`), or the line is not connected (`line-not-connected`).',
      422: 'Nobody has this number on WhatsApp, however it is written (`not-on-whatsapp`).',
      429: 'Too many numbers were asked for: WhatsApp blocks lines that do that.',
      503: 'WhatsApp did not answer.',
    },
  },
  {
    method: 'get',
    path: '/api/conversations/{id}',
    summary: 'One conversation',
    roles: members,
    status: 200,
    answer: conversations.conversationResponse,
    problems: noConversation,
    problemBodies: mergedBody,
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
    problemBodies: mergedBody,
  },
  {
    method: 'get',
    path: '/api/conversations/{id}/members',
    summary: 'Who is in a group, as WhatsApp tells it now; null while the line cannot ask',
    roles: members,
    status: 200,
    answer: groups.groupMembersResponse,
    problems: { 404: 'There is no such conversation with a group.' },
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
    problemBodies: mergedBody,
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
      422: "Meta's Cloud API does not take this file (`file-refused`).",
    },
    problemBodies: mergedBody,
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
    method: 'post',
    path: '/api/conversations/{id}/messages/{messageId}/leave',
    summary: 'Leave an uncertain message as it is, so that nothing asks about it; any other is answered as it is',
    roles: members,
    status: 200,
    answer: messages.sendMessageResponse,
    problems: { 404: 'There is no such conversation, or no such message in it.' },
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
  ...contactOperations,
  ...botOperations,
  ...bulkOperations,
  ...mediaOperations,
  ...pushOperations,
  ...teamSettingsOperations,
  ...sessionOperations,
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
    path: '/api/stats/report',
    summary: 'Figures of a range of days in the time zone of the client, beside those before it',
    roles: members,
    query: reportQuery,
    status: 200,
    answer: statsReport,
  },
  {
    method: 'get',
    path: '/api/stats/export.csv',
    summary: 'The same by hour or day, agent, line and author, as CSV in Spanish or with `language=en` in English',
    roles: members,
    query: reportQuery,
    status: 200,
    answer: z.string(),
    mediaType: 'text/csv',
  },
  {
    method: 'get',
    path: '/api/stats/team',
    summary: 'How the work is spread over the team now, and what everybody did today',
    roles: ['admin'],
    status: 200,
    answer: teamStats,
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
    path: '/webhooks/whatsapp/{sessionId}',
    summary: 'Meta verifies the address of a line: answers `hub.challenge` where `hub.verify_token` is right',
    status: 200,
    mediaType: 'text/plain',
    problems: { 403: 'The verify token is another.', 404: "There is no such line over Meta's Cloud API." },
  },
  {
    method: 'post',
    path: '/webhooks/whatsapp/{sessionId}',
    summary: 'What Meta tells of a line, signed with its app secret; stored before it is acknowledged',
    status: 200,
    mediaType: 'text/plain',
    problems: { 403: 'The signature is not good.', 404: "There is no such line over Meta's Cloud API." },
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
