import { z } from 'zod';
import { id } from './values.ts';

/** What browsers are given as `applicationServerKey`: the installation's public VAPID key, base64url. */
export const pushKeyResponse = z.object({ publicKey: z.string() });
export type PushKeyResponse = z.infer<typeof pushKeyResponse>;

const endpoint = z.url({ protocol: /^https$/ }).max(1_000);

/** A browser's `PushSubscription`, as `toJSON()` gives it. */
export const pushSubscriptionRequest = z.object({
  endpoint,
  /** Base64url: an uncompressed point of P-256 (65 bytes), and 16 bytes. */
  keys: z.object({ p256dh: z.string().regex(/^[\w-]{87}=?$/), auth: z.string().regex(/^[\w-]{22}(==)?$/) }),
});
export type PushSubscriptionRequest = z.infer<typeof pushSubscriptionRequest>;

export const endPushSubscriptionRequest = z.object({ endpoint });
export type EndPushSubscriptionRequest = z.infer<typeof endPushSubscriptionRequest>;

/** What a push brings to a browser, encrypted for it alone: one notification of the last message of a conversation. */
export const pushNotification = z.object({ conversationId: id, title: z.string(), body: z.string() });
export type PushNotification = z.infer<typeof pushNotification>;
