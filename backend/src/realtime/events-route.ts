import { Router } from 'express';
import { eventsQuery, type LiveState } from '#contract/events';
import type { Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseQuery, signedInMember } from '../web/index.ts';
import { pageText, readOn } from './events-page.ts';
import type { RealtimeServer } from './realtime-server.ts';

/**
 * `GET /events?after&epoch&limit&reason&viewing&viewingConversation`: the same events that sockets get, for catching up and for polling. 410 with
 * the present `epoch` and `seq` where the cursor cannot be continued without a hole.
 */
export function eventsRoute(
  store: Store,
  realtime: () => Pick<RealtimeServer, 'countRead' | 'noticePolling'>,
  live: (clientCode: string, isAdmin: boolean) => LiveState | Promise<LiveState>,
): Router {
  const router = Router();
  router
    .route('/events')
    .get(async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { reason, viewing, viewingConversation, ...cursor } = parseQuery(eventsQuery, request);
      const place = viewing === undefined ? null : { contactId: viewing, conversationId: viewingConversation };
      await realtime().noticePolling(clientCode, user, place);
      const read = await store.read((database) => readOn(database, clientCode, cursor));
      realtime().countRead(clientCode, reason, read);
      if ('startOver' in read) throw new HttpProblem('start-over', read.startOver, { members: { ...read.head } });
      const { head, events } = read;
      const more = (events.at(-1)?.seq ?? cursor.after) < head.seq;
      const rest = { more, live: await live(clientCode, user.role === 'admin') };
      response.type('json').send(pageText(head, events, rest));
    })
    .all(onlyMethods('GET'));
  return router;
}
