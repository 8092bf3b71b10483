import { Router } from 'express';
import { z } from 'zod';
import {
  distinctContactsRequest,
  mergeSuggestionQuery,
  type DistinctContactsPage,
  type MergeSuggestionPage,
} from '#contract/contact-merging';
import {
  deleteDistinct,
  findContact,
  insertDistinct,
  readDistinct,
  toContact,
  type DistinctPlace,
} from '../conversations/index.ts';
import { readHead, type Reading, type Store } from '../storage/index.ts';
import {
  HttpProblem,
  onlyMethods,
  parseBody,
  parseQuery,
  requireRole,
  signedInMember,
  unusableCursor,
} from '../web/index.ts';
import { readSuggestions } from './suggestions.ts';

const suggestionPlace = z.strictObject({ by: z.enum(['number', 'name']), key: z.string() });
const distinctPlace = z.strictObject({ at: z.string(), oneId: z.string(), otherId: z.string() });

/** `/contacts/merge-suggestions`: who may be one person; `/contacts/distinct`: of whom somebody has said that they are two. */
export function suggestionRoutes(store: Store): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/contacts/merge-suggestions')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, cursor } = parseQuery(mergeSuggestionQuery, request);
      const after = cursor === undefined ? {} : { after: decode(suggestionPlace, cursor) };
      const page: MergeSuggestionPage = await store.read(async (database) => {
        const { items, next } = await readSuggestions(database, clientCode, { limit, ...after });
        return { items, nextCursor: next && encode(next), ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .all(onlyMethods('GET'));

  router
    .route('/contacts/distinct')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, cursor } = parseQuery(mergeSuggestionQuery, request);
      const after = cursor === undefined ? {} : { after: decode(distinctPlace, cursor) };
      const page = await store.read((database) => readDistinctPage(database, clientCode, { limit, ...after }));
      response.json(page);
    })
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { contactIds } = parseBody(distinctContactsRequest, request);
      await store.write(async (writing) => {
        await requireBoth(writing.database, clientCode, contactIds);
        await insertDistinct(writing, clientCode, contactIds);
      });
      response.status(204).end();
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/contacts/distinct/:one/:other')
    .delete(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { one, other } = request.params;
      const isTakenBack = await store.write((writing) => deleteDistinct(writing, clientCode, [one, other]));
      if (!isTakenBack) throw new HttpProblem('not-found', 'Nobody has said that these two are two people.');
      response.status(204).end();
    })
    .all(onlyMethods('DELETE'));

  return router;
}

async function readDistinctPage(
  database: Reading,
  clientCode: string,
  { limit, after }: { limit: number; after?: DistinctPlace },
): Promise<DistinctContactsPage> {
  const pairs = await readDistinct(database, clientCode, { limit: limit + 1, ...(after && { after }) });
  const items: DistinctContactsPage['items'] = [];
  for (const { oneId, otherId, at } of pairs.slice(0, limit)) {
    const one = await findContact(database, clientCode, oneId);
    const other = await findContact(database, clientCode, otherId);
    if (one && other) items.push({ contacts: [toContact(one), toContact(other)], at });
  }
  const last = pairs[limit - 1];
  const nextCursor = pairs.length > limit && last ? encode(last) : null;
  return { items, nextCursor, ...(await readHead(database, clientCode)) };
}

async function requireBoth(database: Reading, clientCode: string, [one, other]: [string, string]): Promise<void> {
  if (one === other) throw new HttpProblem('bad-request', 'Name two contacts.');
  for (const id of [one, other]) {
    if (!(await findContact(database, clientCode, id))) throw new HttpProblem('not-found', 'There is no such contact.');
  }
}

function encode(place: object): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decode<Place>(schema: z.ZodType<Place>, cursor: string): Place {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw unusableCursor();
  }
}
