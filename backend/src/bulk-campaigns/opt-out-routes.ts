import { Router } from 'express';
import { z } from 'zod';
import { addOptOutRequest, optOutRules } from '#contract/bulk-campaigns';
import { pageLimit } from '#contract/values';
import {
  addOptOut,
  readOptOutRules,
  readOptOuts,
  removeContactOptOut,
  removeOptOut,
  saveOptOutRules,
} from '../campaign-recipients/index.ts';
import type { Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { requireNumber } from './require-number.ts';

const query = z.object({ limit: pageLimit, cursor: z.string().max(60).default('') });

/**
 * `/opt-outs`: who wants no bulk messages, and which words say so. A change is told as `settings:changed` of kind `optOuts`.
 * `neighbour` is a number of the country in which national numbers are meant.
 */
export function optOutRoutes(store: Store, neighbour: (clientCode: string) => string): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const admins = requireRole('admin');
  const changed = () => Promise.resolve({ kind: 'optOuts' });

  router
    .route('/opt-outs')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, cursor } = parseQuery(query, request);
      const rows = await store.read((database) => readOptOuts(database, clientCode, { limit, after: cursor }));
      const items = rows.map(({ numberKey: _, ...optOut }) => optOut);
      response.json({ items, nextCursor: rows.length === limit ? (rows.at(-1)?.numberKey ?? null) : null });
    })
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { phoneNumber: written } = parseBody(addOptOutRequest, request);
      const phoneNumber = requireNumber(written, neighbour(clientCode));
      await store.write(async (writing) => {
        if (await addOptOut(writing, clientCode, { phoneNumbers: [phoneNumber], word: null }))
          await writing.event(clientCode, 'settings:changed', changed);
      });
      response.status(201).json({ phoneNumber });
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/opt-outs/rules')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json({ rules: await store.read((database) => readOptOutRules(database, clientCode)) });
    })
    .put(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const rules = parseBody(optOutRules, request);
      await store.write(async (writing) => {
        await writing.event(clientCode, 'settings:changed', async () => {
          await saveOptOutRules(writing, clientCode, rules);
          return changed();
        });
      });
      response.json({ rules });
    })
    .all(onlyMethods('GET', 'PUT'));

  router
    .route('/opt-outs/contacts/:contactId')
    .delete(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { contactId } = request.params;
      await store.write(async (writing) => {
        if (!(await removeContactOptOut(writing, clientCode, contactId)))
          throw new HttpProblem('not-found', 'This contact has not opted out.');
        await writing.event(clientCode, 'settings:changed', changed);
      });
      response.status(204).end();
    })
    .all(onlyMethods('DELETE'));

  router
    .route('/opt-outs/:phoneNumber')
    .delete(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const phoneNumber = request.params.phoneNumber.replace(/\D/g, '');
      await store.write(async (writing) => {
        if (!(await removeOptOut(writing, clientCode, phoneNumber)))
          throw new HttpProblem('not-found', 'Nobody with this number has opted out.');
        await writing.event(clientCode, 'settings:changed', changed);
      });
      response.status(204).end();
    })
    .all(onlyMethods('DELETE'));

  return router;
}
