import type { PushNotification } from '#contract/notifications';

declare const self: ServiceWorkerGlobalScope;

/** Shows what a push brings, or a page that nobody sees, unless somebody has the app before them: there it shows, and sounds, by itself. */
export async function showPush({ conversationId, title, body }: PushNotification): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.some(({ focused }) => focused)) return;
  await self.registration.showNotification(title, {
    body,
    // A later one of the same conversation takes its place.
    tag: conversationId,
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { path: `/chat/${encodeURIComponent(conversationId)}` },
  });
}

/** Opens what a notification is about: in a page that is open, else in a new one. */
export async function openNotified(notification: Notification): Promise<void> {
  notification.close();
  const { path = '/chat' } = (notification.data ?? {}) as { path?: string };
  const pages = await self.clients.matchAll({ type: 'window' });
  const page = pages.find(({ visibilityState }) => visibilityState === 'visible') ?? pages[0];
  if (!page) {
    await self.clients.openWindow(path);
    return;
  }
  await page.focus();
  page.postMessage({ kind: 'open', path });
}
