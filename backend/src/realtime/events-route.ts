import { Router } from 'express';
import { eventsQuery, MAX_CATCH_UP_EVENTS, type EventPage, type LiveState } from '#contract/events';
import { readEvents, readHead, readOldestSeq, type LogHead, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseQuery, signedInMember } from '../web/index.ts';

/**
 * `GET /events?after&epoch&limit`: the same events that sockets get, for catching up and for polling. 410 with the present
 * `epoch` and `seq` where the cursor cannot be continued without a hole.
 */
export function eventsRoute(store: Store, live: (clientCode: string, isAdmin: boolean) => LiveState): Router {
  const router = Router();
  router
    .route('/events')
    .get(async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { after, epoch, limit } = parseQuery(eventsQuery, request);
      const page = await store.read(async (database) => {
        const head = await readHead(database, clientCode);
        if (epoch !== undefined && epoch !== head.epoch) throw startOver('The log has been rebuilt.', head);
        if (after > head.seq) throw startOver('The cursor is ahead of the log.', head);
        if (head.seq - after > MAX_CATCH_UP_EVENTS) {
          throw startOver(`The cursor is more than ${String(MAX_CATCH_UP_EVENTS)} events behind.`, head);
        }
        if (after < head.seq) {
          const oldest = await readOldestSeq(database, clientCode);
          if (oldest === null || oldest > after + 1)
            throw startOver('The events after the cursor are kept no longer.', head);
        }
        return { ...head, events: await readEvents(database, clientCode, after, limit) };
      });
      const last = page.events.at(-1)?.seq ?? after;
      response.json({
        ...page,
        more: last < page.seq,
        live: live(clientCode, user.role === 'admin'),
      } satisfies EventPage);
    })
    .all(onlyMethods('GET'));
  return router;
}

function startOver(detail: string, head: LogHead): HttpProblem {
  return new HttpProblem('start-over', detail, { members: { epoch: head.epoch, seq: head.seq } });
}
