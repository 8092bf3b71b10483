import { Router } from 'express';
import { deleteContactQuery, type ContactDeletion } from '#contract/contacts';
import { countRecipientsOf } from '../campaign-recipients/index.ts';
import {
  countErasable,
  findContact,
  isBeingMerged,
  readFigures,
  toContact,
  type ContactRow,
} from '../conversations/index.ts';
import type { Logger } from '../operations/index.ts';
import { readHead, type Reading, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { beginDeletion } from './begin-deletion.ts';
import type { ContactDeletions } from './contact-deletions.ts';
import { readDeletions, type DeletionRow } from './deletion-store.ts';
import { readKnownNumbers } from './known-numbers.ts';

/** Deleting the data of a contact for good, which admins do: what would be lost, doing it, and how far it is. */
export function deletionRoutes(store: Store, deletions: ContactDeletions, logger: Logger): Router {
  const router = Router();
  const admins = requireRole('admin');

  // In front of `/contacts/:id`, which would take this for an id.
  router
    .route('/contacts/deletions')
    .get(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const answer = await store.read(async (database) => {
        const items: ContactDeletion[] = [];
        for (const row of await readDeletions(database, clientCode)) items.push(await toDeletion(database, row));
        return { items, ...(await readHead(database, clientCode)) };
      });
      response.json(answer);
    })
    .all(onlyMethods('GET'));

  router
    .route('/contacts/:id/figures')
    .get(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const find = (database: Reading) => findContact(database, clientCode, request.params.id);
      const counted = await readFigures(store, found(await store.read(find)));
      const answer = await store.read(async (database) => {
        const row = found(await find(database));
        const phoneNumbers = await readKnownNumbers(database, row);
        const campaigns = await countRecipientsOf(database, { clientCode, contactId: row.id, phoneNumbers });
        return {
          contact: toContact(row),
          figures: { ...counted, campaigns },
          ...(await readHead(database, clientCode)),
        };
      });
      response.json(answer);
    })
    .all(onlyMethods('GET'));

  router
    .route('/contacts/:id')
    // Its other methods are those of `contactRoutes`.
    .delete(admins, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { version, leaveAlone } = parseQuery(deleteContactQuery, request);
      await deletions.prepare();
      const answer = await store.write(async (writing) => {
        const { database } = writing;
        const contact = found(await findContact(database, clientCode, request.params.id));
        if (version !== contact.version)
          throw new HttpProblem('conflict', 'The contact has changed since this version.');
        // Its older messages are still in two places.
        if (await isBeingMerged(database, [contact.id]))
          throw new HttpProblem('conflict', 'The contact is being merged with another one: try again in a moment.');
        const wanted = { requestedBy: user.id, leaveAlone: leaveAlone === 'true' };
        const row = await beginDeletion(writing, contact, wanted);
        return { deletion: await toDeletion(database, row), ...(await readHead(database, clientCode)) };
      });
      logger.info(
        { clientCode, userId: user.id, deletionId: answer.deletion.id },
        'the data of a contact are to be deleted',
      );
      deletions.wake();
      response.status(202).json(answer);
    });

  return router;
}

async function toDeletion(database: Reading, { id, contactId, requestedAt }: DeletionRow): Promise<ContactDeletion> {
  return { id, requestedAt, messagesLeft: await countErasable(database, contactId) };
}

function found(contact: ContactRow | undefined): ContactRow {
  if (!contact) throw new HttpProblem('not-found', 'There is no such contact.');
  return contact;
}
