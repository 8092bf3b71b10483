import { Router } from 'express';
import type { OpenConversations } from '#contract/conversations';
import type { Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, requireRole, signedInMember } from '../web/index.ts';
import type { ConversationRules } from './conversation-routes.ts';
import { countOpenOf, releaseConversations } from './hand-over.ts';

/** What somebody who leaves, or is away, has open; and making it nobody's. The admin's. */
export function handOverRoutes(store: Store, rules: Pick<ConversationRules, 'team'>): Router {
  const router = Router();
  const admins = requireRole('admin');

  router
    .route('/users/:id/open-conversations')
    .get(admins, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const person = { clientCode, userId: request.params.id };
      requireMember(person.userId, await rules.team(clientCode));
      const answer: OpenConversations = { open: await store.read((database) => countOpenOf(database, person)) };
      response.json(answer);
    })
    .all(onlyMethods('GET'));

  router
    .route('/users/:id/release-conversations')
    .post(admins, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const person = { clientCode, userId: request.params.id };
      const team = await rules.team(clientCode);
      requireMember(person.userId, team);
      const nameOf = (userId: string) => team.find(({ id }) => id === userId)?.name ?? '';
      response.json(await releaseConversations(store, person, { userId: user.id, nameOf }));
    })
    .all(onlyMethods('POST'));

  return router;
}

function requireMember(userId: string, team: readonly { id: string }[]): void {
  if (!team.some(({ id }) => id === userId)) throw new HttpProblem('not-found', 'There is no such user.');
}
