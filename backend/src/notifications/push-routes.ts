import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { endPushSubscriptionRequest, pushSubscriptionRequest } from '#contract/notifications';
import type { Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import type { PushNotifier } from './push-notifier.ts';
import { isPushService } from './push-services.ts';
import { endSubscription, saveSubscription } from './push-store.ts';

/** `/push`: browsers that want to be told of messages while the app is closed in them. */
export function pushRoutes(
  store: Store,
  notifier: Pick<PushNotifier, 'keys'>,
  pushServices: readonly string[],
): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/push/key')
    .get(members, async (_request, response) => {
      response.json({ publicKey: (await notifier.keys()).publicKey });
    })
    .all(onlyMethods('GET'));

  router
    .route('/push/subscriptions')
    .post(members, async (request, response) => {
      const { clientCode, user, signInId } = signedInMember(request);
      const subscription = parseBody(pushSubscriptionRequest, request);
      if (!isPushService(subscription.endpoint, pushServices)) {
        throw new HttpProblem('bad-request', 'PUSH_SERVICES does not list the push service of this browser.', {
          errors: [{ path: 'endpoint', message: 'This push service is not known here.' }],
        });
      }
      const owner = { id: randomUUID(), clientCode, userId: user.id, signInId };
      await store.write((writing) => saveSubscription(writing, owner, subscription));
      response.status(204).end();
    })
    .delete(members, async (request, response) => {
      const { user } = signedInMember(request);
      const { endpoint } = parseBody(endPushSubscriptionRequest, request);
      await store.write(({ database }) => endSubscription(database, user.id, endpoint));
      response.status(204).end();
    })
    .all(onlyMethods('POST', 'DELETE'));

  return router;
}
