import { Router } from 'express';
import { z } from 'zod';
import { importContactsRequest, previewImportRequest } from '#contract/contact-import';
import { contactChoice, contactQuery, createContactRequest } from '#contract/contacts';
import { readHead, type Reading, type Store } from '../storage/index.ts';
import { onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { addContact } from './add-contact.ts';
import { countContacts, readContacts } from './contact-pages.ts';
import { toContact } from './contact-store.ts';
import { exportContacts } from './export-contacts.ts';
import { importContacts, previewImport } from './import-contacts.ts';
import { decodeNamePlace, encodeNamePlace } from './page-cursor.ts';

const exportQuery = contactChoice.extend({ language: z.enum(['es', 'en']).default('es') });

/** `/contacts`: all who write to the client, by name, counted and as a file; and who is added by hand or from a file. */
export function contactListRoutes(
  store: Store,
  timeZoneOf: (database: Reading, clientCode: string) => Promise<string>,
): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/contacts')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, cursor, ...choice } = parseQuery(contactQuery, request);
      const place = { limit, ...(cursor !== undefined && { after: decodeNamePlace(cursor) }) };
      const page = await store.read(async (database) => {
        const { items, next } = await readContacts(database, clientCode, choice, place);
        return { items, nextCursor: next ? encodeNamePlace(next) : null, ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const wanted = parseBody(createContactRequest, request);
      const answer = await store.write(async (writing) => ({
        contact: toContact(await addContact(writing, clientCode, wanted)),
        ...(await readHead(writing.database, clientCode)),
      }));
      response.status(201).json(answer);
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/contacts/import')
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const portion = parseBody(importContactsRequest, request);
      const answer = await store.write(async (writing) => ({
        ...(await importContacts(writing, { clientCode, userId: user.id }, portion)),
        ...(await readHead(writing.database, clientCode)),
      }));
      response.json(answer);
    })
    .all(onlyMethods('POST'));

  router
    .route('/contacts/import/preview')
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const wanted = parseBody(previewImportRequest, request);
      response.json(await store.read((database) => previewImport(database, clientCode, wanted)));
    })
    .all(onlyMethods('POST'));

  router
    .route('/contacts/counts')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const choice = parseQuery(contactChoice, request);
      const answer = await store.read(async (database) => ({
        ...(await countContacts(database, clientCode, choice)),
        ...(await readHead(database, clientCode)),
      }));
      response.json(answer);
    })
    .all(onlyMethods('GET'));

  router
    .route('/contacts/export.csv')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { language, ...choice } = parseQuery(exportQuery, request);
      const timeZone = await store.read((database) => timeZoneOf(database, clientCode));
      await exportContacts(store, { clientCode, choice, language, timeZone }, response);
    })
    .all(onlyMethods('GET'));

  return router;
}
