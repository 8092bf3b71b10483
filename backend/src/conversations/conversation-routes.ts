import { Router } from 'express';
import type { User } from '#contract/accounts';
import {
  conversationQuery,
  createConversationRequest,
  updateConversationRequest,
  type UpdateConversationRequest,
} from '#contract/conversations';
import { waitingRange } from '#contract/waiting-range';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { readHead, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { changeConversation } from './change-conversation.ts';
import { readConversations, type ConversationsQuery } from './conversation-pages.ts';
import { presentConversation } from './conversation-store.ts';
import { foundConversation } from './found.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { startConversation, type FindNumber } from './start-conversation.ts';

/** What conversations need to know of the rest. */
export interface ConversationRules {
  /** How this line reaches WhatsApp, so that a message can leave through it; undefined where there is none. */
  kindOf(clientCode: string, sessionId: string): WhatsAppSession['kind'] | undefined;
  /** The line a new conversation starts on when the caller names none: one that is connected, where one is. */
  firstSession(clientCode: string): string | undefined;
  findNumber: FindNumber;
  /** The people of the client, those who have left among them. */
  team(clientCode: string): Promise<readonly Pick<User, 'id' | 'name' | 'active'>[]>;
}

/** `/conversations`. A snapshot reads its rows and its `seq` in one moment. */
export function conversationRoutes(store: Store, rules: ConversationRules): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/conversations')
    .get(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { limit, cursor, q, filter, contact, label, session, unread, agent, waiting } = parseQuery(
        conversationQuery,
        request,
      );
      const page = await store.read(async (database) => {
        const { items, next } = await readConversations(database, {
          clientCode,
          userId: user.id,
          limit,
          filter,
          ...(contact !== undefined && { contact }),
          ...(label !== undefined && { label }),
          ...(session !== undefined && { session }),
          ...(unread !== undefined && { unread: true }),
          ...(agent !== undefined && { agent }),
          ...(waiting !== undefined && { waiting: beganWaiting(waiting, store.now()) }),
          ...(q !== undefined && { q }),
          ...(cursor !== undefined && { after: decodeCursor(cursor) }),
        });
        return { items, nextCursor: next ? encodeCursor(next) : null, ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { phoneNumber, sessionId = rules.firstSession(clientCode) } = parseBody(createConversationRequest, request);
      if (!sessionId) throw new HttpProblem('conflict', 'Link a WhatsApp number first.');
      if (!rules.kindOf(clientCode, sessionId))
        throw new HttpProblem('not-found', 'There is no such WhatsApp session.');
      const conversation = { clientCode, phoneNumber, sessionId };
      response.status(201).json(await startConversation(store, rules.findNumber, conversation));
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/conversations/:id')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const answer = await store.read(async (database) => ({
        conversation: await presentConversation(
          database,
          await foundConversation(database, clientCode, request.params.id),
        ),
        ...(await readHead(database, clientCode)),
      }));
      response.json(answer);
    })
    .patch(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const change = parseBody(updateConversationRequest, request);
      // Whom a change names: most only say that somebody has read.
      const isDecision = change.assignedTo !== undefined || change.status !== undefined;
      const team = isDecision ? await rules.team(clientCode) : [];
      requireActive(change, team);
      const nameOf = (userId: string) => team.find(({ id }) => id === userId)?.name ?? '';
      const answer = await store.write(async (writing) => {
        const row = await foundConversation(writing.database, clientCode, request.params.id);
        const conversation = await changeConversation(writing, row, change, { userId: user.id, nameOf });
        return { conversation, ...(await readHead(writing.database, clientCode)) };
      });
      response.json(answer);
    })
    .all(onlyMethods('GET', 'PATCH'));

  return router;
}

/** When the wait of those began who have waited so long, in seconds: `300`, or from there to less than another, `300-900`. */
function beganWaiting(waiting: string, now: Date): NonNullable<ConversationsQuery['waiting']> {
  const { least, most } = waitingRange(waiting);
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000).toISOString();
  return { after: most === Infinity ? undefined : ago(most), until: ago(least) };
}

function requireActive({ assignedTo }: UpdateConversationRequest, team: readonly Pick<User, 'id' | 'active'>[]): void {
  if (typeof assignedTo !== 'string' || team.some(({ id, active }) => id === assignedTo && active)) return;
  throw new HttpProblem('bad-request', 'Assign to an active user of this client.', {
    errors: [{ path: 'assignedTo', message: 'There is no such active user.' }],
  });
}
