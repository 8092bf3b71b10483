import * as sessions from '#contract/whatsapp-sessions';
import { admins, members, type Operation } from './operation.ts';

export const noSession = { 404: 'There is no such WhatsApp session.' };
const lineNameTaken = { 409: 'Another line of the client has this name.' };

/** The client's WhatsApp lines. */
export const sessionOperations: readonly Operation[] = [
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
    problems: lineNameTaken,
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
    problems: { ...noSession, ...lineNameTaken },
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
];
