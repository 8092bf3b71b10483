import { z } from 'zod';
import * as teamSettings from '#contract/team-settings';
import { admins, everybody, members, type Operation } from './operation.ts';
import { snapshotOf } from './schemas.ts';

const noLabel = { 404: 'There is no such label.' };
const noCannedReply = { 404: 'There is no such canned reply.' };

/** What a team and each of its people decide for themselves. */
export const teamSettingsOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/labels',
    summary: 'The labels of the client by name',
    roles: members,
    status: 200,
    answer: snapshotOf(teamSettings.label),
  },
  {
    method: 'post',
    path: '/api/labels',
    summary: 'Make a label',
    roles: admins,
    body: teamSettings.createLabelRequest,
    status: 201,
    answer: teamSettings.labelResponse,
    problems: { 409: 'There is a label of this name.' },
  },
  {
    method: 'patch',
    path: '/api/labels/{id}',
    summary: 'Give a label another name or colour',
    roles: admins,
    body: teamSettings.updateLabelRequest,
    status: 200,
    answer: teamSettings.labelResponse,
    problems: { ...noLabel, 409: 'There is a label of this name.' },
  },
  {
    method: 'delete',
    path: '/api/labels/{id}',
    summary: 'Remove a label, and take it off every conversation',
    roles: admins,
    status: 204,
    problems: noLabel,
  },
  {
    method: 'get',
    path: '/api/canned-replies',
    summary: 'The canned replies of the client by shortcut',
    roles: members,
    status: 200,
    answer: snapshotOf(teamSettings.cannedReply),
  },
  {
    method: 'post',
    path: '/api/canned-replies',
    summary: 'Make a canned reply',
    roles: admins,
    body: teamSettings.createCannedReplyRequest,
    status: 201,
    answer: teamSettings.cannedReplyResponse,
    problems: { 409: 'There is a canned reply with this shortcut.' },
  },
  {
    method: 'patch',
    path: '/api/canned-replies/{id}',
    summary: 'Give a canned reply another shortcut or text',
    roles: admins,
    body: teamSettings.updateCannedReplyRequest,
    status: 200,
    answer: teamSettings.cannedReplyResponse,
    problems: { ...noCannedReply, 409: 'There is a canned reply with this shortcut.' },
  },
  {
    method: 'delete',
    path: '/api/canned-replies/{id}',
    summary: 'Remove a canned reply',
    roles: admins,
    status: 204,
    problems: noCannedReply,
  },
  {
    method: 'get',
    path: '/api/settings',
    summary: 'What the client has decided for its whole team',
    roles: members,
    status: 200,
    answer: teamSettings.clientSettingsResponse.extend({ epoch: z.string(), seq: z.int() }),
  },
  {
    method: 'patch',
    path: '/api/settings',
    summary: 'Change some of the client’s settings; each one named is replaced as a whole',
    roles: admins,
    body: teamSettings.updateClientSettingsRequest,
    status: 200,
    answer: teamSettings.clientSettingsResponse,
  },
  {
    method: 'get',
    path: '/api/auth/me/preferences',
    summary: 'What the signed-in person has decided for themselves',
    roles: everybody,
    status: 200,
    answer: teamSettings.preferencesResponse,
  },
  {
    method: 'patch',
    path: '/api/auth/me/preferences',
    summary: 'Change some of one’s own preferences',
    roles: everybody,
    body: teamSettings.updatePreferencesRequest,
    status: 200,
    answer: teamSettings.preferencesResponse,
  },
];
