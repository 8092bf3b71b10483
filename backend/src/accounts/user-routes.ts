import { Router } from 'express';
import { createUserRequest, updateUserRequest, type UpdateUserRequest } from '#contract/accounts';
import { HttpProblem, onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import type { Team } from './team.ts';

/**
 * `/users`: the admin's. Agents may list names, to see who wrote what, but no e-mail addresses. `DELETE` makes a user
 * inactive: messages and conversations keep pointing at the person who wrote them.
 */
export function userRoutes(team: Team): Router {
  const router = Router();

  router
    .route('/users')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { items, ...head } = await team.page(clientCode);
      const shown =
        user.role === 'admin' ? items : items.map(({ id, name, role, active }) => ({ id, name, role, active }));
      response.json({ items: shown, ...head });
    })
    .post(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.status(201).json({ user: await team.add(clientCode, parseBody(createUserRequest, request)) });
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/users/:id')
    .all(requireRole('admin'))
    .patch(async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const change = parseBody(updateUserRequest, request);
      requireSomebodyElse(user.id, request.params.id, change);
      response.json({ user: await team.change(clientCode, request.params.id, change) });
    })
    .delete(async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      requireSomebodyElse(user.id, request.params.id, { active: false });
      await team.change(clientCode, request.params.id, { active: false });
      response.status(204).end();
    })
    .all(onlyMethods('PATCH', 'DELETE'));

  return router;
}

/** Nobody shuts themselves out by a wrong click: another admin has to. */
function requireSomebodyElse(ownId: string, userId: string, { active, role }: UpdateUserRequest): void {
  if (userId !== ownId || (active !== false && role !== 'agent')) return;
  throw new HttpProblem('conflict', 'Another admin has to take away your own rights.');
}
