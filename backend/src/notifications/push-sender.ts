import type { Agent } from 'node:https';
import webPush from 'web-push';
import type { PushNotification } from '#contract/notifications';
import { FewAtOnce } from '../operations/index.ts';
import type { PushKeys, Subscriber } from './push-store.ts';

/** How long a push service keeps a notification for a browser that is off, in seconds. */
const KEPT_S = 4 * 3_600;
const TIMEOUT_MS = 5_000;
const AT_ONCE = 10;
/** Push services want somebody to turn to; browsers take pushes only on encrypted pages, whose address this then is. */
const NOBODY = 'mailto:nobody@example.com';

export type PushOutcome = 'sent' | 'gone' | 'failed';

/** Brings notifications to push services: encrypted for one browser, and signed with the installation's key. */
export class PushSender {
  readonly #subject: string;
  readonly #agent: Agent | undefined;
  readonly #few = new FewAtOnce(AT_ONCE);

  constructor(options: { publicUrl: string | undefined; agent?: Agent | undefined }) {
    this.#subject = options.publicUrl?.startsWith('https:') ? options.publicUrl : NOBODY;
    this.#agent = options.agent;
  }

  /** `gone`: this browser will never be reached again. */
  send({ endpoint, keys }: Subscriber, vapid: PushKeys, notification: PushNotification): Promise<PushOutcome> {
    return this.#few.run(async () => {
      try {
        await webPush.sendNotification({ endpoint, keys }, JSON.stringify(notification), {
          vapidDetails: { subject: this.#subject, ...vapid },
          TTL: KEPT_S,
          urgency: 'high',
          // A later message of the same conversation takes the place of one that was not delivered yet.
          topic: notification.conversationId.replaceAll(/[^\w-]/g, '').slice(0, 32),
          timeout: TIMEOUT_MS,
          ...(this.#agent && { agent: this.#agent }),
        });
        return 'sent';
      } catch (error) {
        const status = error instanceof webPush.WebPushError ? error.statusCode : undefined;
        return status === 404 || status === 410 ? 'gone' : 'failed';
      }
    });
  }
}
