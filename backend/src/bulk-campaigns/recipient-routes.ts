import { Router } from 'express';
import {
  addContactsRequest,
  addRecipientsRequest,
  recipientsQuery,
  type GivenRecipient,
} from '#contract/bulk-campaigns';
import { RECIPIENTS_AT_ONCE } from '#contract/campaign-rules';
import { readReasons, readRecipients, toRecipient } from '../campaign-recipients/index.ts';
import { onlyMethods, parseBody, parseQuery, requireRole, signedInMember, unusableCursor } from '../web/index.ts';
import { emptyDraft, finishRemoval } from './campaign-ends.ts';
import { exportCampaign } from './campaign-export.ts';
import { requireDraft, requireOpenDraft, type CampaignRequests } from './campaign-requests.ts';
import { readChosenContacts, type ChosenContacts, type ContactChoice } from './contact-recipients.ts';
import type { Taken } from './given-recipients.ts';

/** `/bulk-campaigns/:id/recipients` and what else is about whom a campaign goes to. */
export function recipientRoutes(requests: CampaignRequests): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const { store, campaigns } = requests;

  async function* contactPages(choice: ContactChoice): AsyncGenerator<readonly GivenRecipient[]> {
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: { limit: number; after: string } = { limit: RECIPIENTS_AT_ONCE, after };
      const chosen: ChosenContacts = await store.read((database) => readChosenContacts(database, choice, page));
      yield chosen.recipients;
      after = chosen.last;
    }
  }

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
      const { recipients, consent, source } = parseBody(addRecipientsRequest, request);
      const from = source && { name: '', ...source };
      let taken: Taken = { added: 0, leftOut: [] };
      await requests.openDraft(request);
      const row = await requests.change(request, async (writing, before) => {
        requireOpenDraft(before);
        const took = await requests.take(writing, before, { recipients, consent, userId: user.id, source: from });
        taken = took.taken;
        return took.row;
      });
      await requests.answer(response, row, taken);
    })
    .delete(members, async (request, response) => {
      const emptied = await requests.change(request, (writing, before) => {
        requireDraft(before);
        return emptyDraft(writing, before);
      });
      await finishRemoval(store, emptied);
      await requests.answer(response, await requests.find(request));
    })
    .all(onlyMethods('GET', 'POST', 'DELETE'));

  router
    .route('/bulk-campaigns/:id/recipients/from-contacts')
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { labels, stages, consent } = parseBody(addContactsRequest, request);
      const sum: Taken = { added: 0, leftOut: [] };
      const source = { kind: 'contacts', name: '' } as const;
      const pages = () => contactPages({ clientCode, labels, stages });
      let row = await requests.openDraft(request);
      await requests.requireRoom(row, pages());
      let seen = 0;
      for await (const recipients of pages()) {
        row = await requests.change(request, async (writing, before) => {
          requireOpenDraft(before);
          const given = { recipients, consent, userId: user.id, source };
          const { taken, row: changed } = await requests.take(writing, before, given);
          sum.added += taken.added;
          sum.leftOut.push(...taken.leftOut.map(({ index, reason }) => ({ index: index + seen, reason })));
          return changed;
        });
        seen += recipients.length;
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
      const campaign = await requests.find(request);
      const timeZone = await store.read((database) => campaigns.timeZoneOf(database, campaign.clientCode));
      await exportCampaign(store, campaign, { language, timeZone }, response);
    })
    .all(onlyMethods('GET'));

  return router;
}

function numberOf(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw unusableCursor();
  return Number(cursor ?? 0);
}
