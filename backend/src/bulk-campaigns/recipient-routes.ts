import { Router } from 'express';
import { addContactsRequest, addRecipientsRequest, recipientsQuery } from '#contract/bulk-campaigns';
import { RECIPIENTS_AT_ONCE } from '#contract/campaign-rules';
import { readReasons, readRecipients, toRecipient } from '../campaign-recipients/index.ts';
import { onlyMethods, parseBody, parseQuery, requireRole, signedInMember, unusableCursor } from '../web/index.ts';
import { emptyDraft } from './campaign-ends.ts';
import { exportCampaign } from './campaign-export.ts';
import { requireDraft, type CampaignRequests } from './campaign-requests.ts';
import { changeCampaign } from './campaign-store.ts';
import { readChosenContacts, type ChosenContacts } from './contact-recipients.ts';
import type { Taken } from './given-recipients.ts';

/** `/bulk-campaigns/:id/recipients` and what else is about whom a campaign goes to. */
export function recipientRoutes(requests: CampaignRequests): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const { store } = requests;

  router
    .route('/bulk-campaigns/:id/recipients')
    .get(members, async (request, response) => {
      const { limit, cursor, status } = parseQuery(recipientsQuery, request);
      const campaign = await requests.find(request);
      const query = { limit, after: numberOf(cursor), status };
      const rows = await store.read((database) => readRecipients(database, campaign, query));
      const last = rows.length === limit ? rows.at(-1) : undefined;
      response.json({ items: rows.map(toRecipient), nextCursor: last ? String(last.place) : null });
    })
    .post(members, async (request, response) => {
      const { user } = signedInMember(request);
      const given = { ...parseBody(addRecipientsRequest, request), userId: user.id };
      let taken: Taken = { added: 0, leftOut: [] };
      const row = await requests.change(request, async (writing, before) => {
        requireDraft(before);
        taken = await requests.take(writing, before, given);
        return changeCampaign(writing, before, {});
      });
      await requests.answer(response, row, taken);
    })
    .delete(members, async (request, response) => {
      const draft = await requests.find(request);
      requireDraft(draft);
      await emptyDraft(store, draft);
      await requests.answer(
        response,
        await requests.change(request, (writing, before) => changeCampaign(writing, before, {})),
      );
    })
    .all(onlyMethods('GET', 'POST', 'DELETE'));

  router
    .route('/bulk-campaigns/:id/recipients/from-contacts')
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { labels, stages, consent } = parseBody(addContactsRequest, request);
      const sum: Taken = { added: 0, leftOut: [] };
      let row = await requests.find(request);
      let seen = 0;
      let after: string | undefined = '';
      while (after !== undefined) {
        const page: { limit: number; after: string } = { limit: RECIPIENTS_AT_ONCE, after };
        const chosen: ChosenContacts = await store.read((database) =>
          readChosenContacts(database, { clientCode, labels, stages }, page),
        );
        row = await requests.change(request, async (writing, before) => {
          requireDraft(before);
          const taken = await requests.take(writing, before, {
            recipients: chosen.recipients,
            consent,
            userId: user.id,
          });
          sum.added += taken.added;
          sum.leftOut.push(...taken.leftOut.map(({ index, reason }) => ({ index: index + seen, reason })));
          return changeCampaign(writing, before, {});
        });
        seen += chosen.recipients.length;
        after = chosen.last;
      }
      await requests.answer(response, row, sum);
    })
    .all(onlyMethods('POST'));

  router
    .route('/bulk-campaigns/:id/reasons')
    .get(members, async (request, response) => {
      const campaign = await requests.find(request);
      response.json({ items: await store.read((database) => readReasons(database, campaign)) });
    })
    .all(onlyMethods('GET'));

  router
    .route('/bulk-campaigns/:id/export.csv')
    .get(members, async (request, response) => {
      const language = request.query['language'] === 'en' ? 'en' : 'es';
      await exportCampaign(store, await requests.find(request), language, response);
    })
    .all(onlyMethods('GET'));

  return router;
}

function numberOf(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw unusableCursor();
  return Number(cursor ?? 0);
}
