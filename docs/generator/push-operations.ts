import * as notifications from '#contract/notifications';
import { members, type Operation } from './operation.ts';

/** Browsers that are told of messages while the app is closed in them (Web Push). */
export const pushOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/push/key',
    summary: 'The public key that browsers subscribe with',
    roles: members,
    status: 200,
    answer: notifications.pushKeyResponse,
  },
  {
    method: 'post',
    path: '/api/push/subscriptions',
    summary: 'Tell this browser of messages, until it ends that or its sign-in ends; each push is a `PushNotification`',
    roles: members,
    body: notifications.pushSubscriptionRequest,
    status: 204,
    problems: { 400: 'Its push service is not one this installation sends to.' },
  },
  {
    method: 'delete',
    path: '/api/push/subscriptions',
    summary: 'Tell this browser no longer',
    roles: members,
    body: notifications.endPushSubscriptionRequest,
    status: 204,
  },
];
