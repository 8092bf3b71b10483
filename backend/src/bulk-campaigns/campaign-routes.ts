import { Router } from 'express';
import { campaignsQuery, createCampaignRequest, updateCampaignRequest } from '#contract/bulk-campaigns';
import { PACES } from '#contract/campaign-rules';
import { readHead } from '../storage/index.ts';
import {
  HttpProblem,
  onlyMethods,
  parseBody,
  parseQuery,
  requireRole,
  signedInMember,
  unusableCursor,
} from '../web/index.ts';
import { discardDraft, finishRemoval } from './campaign-ends.ts';
import { inServersWords, isOver, requireDraft, type CampaignRequests } from './campaign-requests.ts';
import { changeCampaign, insertCampaign, readCampaigns } from './campaign-store.ts';
import { requireSanePace } from './pace-rules.ts';
import { requireSendable } from './sendable.ts';

/** `/bulk-campaigns`: what there is, and what a campaign is. A change of its state is told as `bulk:progress`. */
export function campaignRoutes(requests: CampaignRequests): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const { store, campaigns } = requests;

  router
    .route('/bulk-campaigns')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, cursor } = parseQuery(campaignsQuery, request);
      const page = await store.read(async (database) => {
        const after = cursor === undefined ? undefined : placeOf(cursor);
        const rows = await readCampaigns(database, clientCode, { limit, ...(after && { after }) });
        const items = [];
        for (const row of rows) items.push(await campaigns.present(database, row));
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return {
          items,
          timeZone: await campaigns.timeZoneOf(database, clientCode),
          nextCursor: last ? `${last.createdAt} ${last.id}` : null,
          ...(await readHead(database, clientCode)),
        };
      });
      response.json(page);
    })
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const {
        name,
        sessionId,
        message = null,
        recipients = [],
        consent,
        ...rest
      } = parseBody(createCampaignRequest, request);
      const line = requests.line(clientCode, sessionId);
      const pace = rest.pace ?? PACES[line.kind].careful;
      requireSanePace(pace, line.kind);
      if (recipients.length > 0 && !consent) throw consentMissing();
      const { row, taken } = await store.write(async (writing) => {
        const begun = await insertCampaign(writing, { clientCode, name, sessionId, createdBy: user.id, message, pace });
        if (message) await requireSendable(writing.database, begun, message, line.kind);
        if (consent && recipients.length > 0)
          return requests.take(writing, begun, { recipients, consent, userId: user.id, source: undefined });
        return { row: await changeCampaign(writing, begun, {}), taken: { added: 0, leftOut: [] } };
      });
      await requests.answer(response.status(201), row, taken);
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/bulk-campaigns/:id')
    .get(members, async (request, response) => {
      await requests.answer(response, await requests.find(request));
    })
    .patch(members, async (request, response) => {
      const { name, sessionId, message, startAt, ...given } = parseBody(updateCampaignRequest, request);
      const row = await requests.change(request, async (writing, before) => {
        const { clientCode } = before;
        const isContent = sessionId !== undefined || message !== undefined || startAt !== undefined;
        if (isContent && before.status !== 'draft')
          throw new HttpProblem(
            'conflict',
            'What a campaign says, when, and through which line, changes only while it is a draft.',
          );
        if (isOver(before)) throw new HttpProblem('conflict', 'This campaign is over.');
        const { kind } = requests.line(clientCode, sessionId ?? before.sessionId);
        // The pace of the one kind of line would cost a number of the other.
        const isOtherKind = kind !== requests.kindOf(before);
        const pace = given.pace ?? (isOtherKind ? PACES[kind].careful : undefined);
        if (pace) requireSanePace(pace, kind);
        const place = { clientCode, sessionId: sessionId ?? before.sessionId };
        if (message) await requireSendable(writing.database, place, message, kind);
        return changeCampaign(writing, before, {
          ...(name !== undefined && { name }),
          ...(sessionId !== undefined && { sessionId }),
          ...(message !== undefined && {
            message: message && JSON.stringify(message),
            mediaId: message?.mediaId ?? null,
          }),
          ...(pace && { pace: JSON.stringify(pace) }),
          ...(startAt !== undefined && { startAt: startAt && inServersWords(startAt) }),
        });
      });
      await requests.answer(response, row);
    })
    .delete(members, async (request, response) => {
      const discarded = await requests.change(request, (writing, row) => {
        requireDraft(row);
        return discardDraft(writing, row);
      });
      await finishRemoval(store, discarded);
      response.status(204).end();
    })
    .all(onlyMethods('GET', 'PATCH', 'DELETE'));

  return router;
}

function consentMissing(): HttpProblem {
  const message = 'Say where the consent of the recipients came from.';
  return new HttpProblem('bad-request', message, { errors: [{ path: 'consent', message }] });
}

function placeOf(cursor: string): { createdAt: string; id: string } {
  const [createdAt, id, ...rest] = cursor.split(' ');
  if (!createdAt || !id || rest.length > 0) throw unusableCursor();
  return { createdAt, id };
}
