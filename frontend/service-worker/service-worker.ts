/**
 * Runs beside the pages: keeps the app, so that it opens without a connection, and shows notifications while it is closed.
 * It is built by `scripts/build-service-worker.ts`, which puts in which files there are.
 */
import type { PushNotification } from '#contract/notifications';
import { answerTo, forgetEarlier, keepFiles } from './kept-files.ts';
import { openNotified, showPush } from './notices.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetEarlier());
});

self.addEventListener('fetch', (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

self.addEventListener('push', (event) => {
  const notification = event.data?.json() as PushNotification | undefined;
  if (notification) event.waitUntil(showPush(notification));
});

self.addEventListener('message', (event) => {
  const { kind, notification } = event.data as { kind?: string; notification: PushNotification };
  if (kind === 'show') event.waitUntil(showPush(notification));
});

self.addEventListener('notificationclick', (event) => {
  event.waitUntil(openNotified(event.notification));
});
