import { Router } from 'express';
import {
  conversationQuery,
  createConversationRequest,
  messageQuery,
  updateConversationRequest,
} from '#contract/conversations';
import { sendMessageRequest } from '#contract/messages';
import { readHead, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { acceptMessage, ClientMessageIdTakenError } from './accept-message.ts';
import { changeConversation } from './change-conversation.ts';
import {
  findConversation,
  presentConversation,
  readConversations,
  type ConversationRow,
} from './conversation-store.ts';
import { readMessages } from './message-store.ts';
import { openConversation } from './open-conversation.ts';
import { decodeCursor, decodePosition, encodeCursor } from './page-cursor.ts';

/** What conversations need to know of the rest. */
export interface ConversationRules {
  /** Whether this line is there, so that a message can leave through it. */
  hasSession(clientCode: string, sessionId: string): boolean;
  /** The line a new conversation starts on when the caller names none. */
  firstSession(clientCode: string): string | undefined;
  /** Whether this active user belongs to the client. */
  hasUser(clientCode: string, userId: string): Promise<boolean>;
}

/** `/conversations` and their messages. A snapshot reads its rows and its `seq` in one moment. */
export function conversationRoutes(store: Store, rules: ConversationRules): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');

  router
    .route('/conversations')
    .get(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const { limit, cursor, q, filter } = parseQuery(conversationQuery, request);
      const page = await store.read(async (database) => {
        const { items, next } = await readConversations(database, {
          clientCode,
          userId: user.id,
          limit,
          filter,
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
      if (!rules.hasSession(clientCode, sessionId))
        throw new HttpProblem('not-found', 'There is no such WhatsApp session.');
      const answer = await store.write(async (writing) => ({
        conversation: await openConversation(writing, clientCode, phoneNumber, sessionId),
        ...(await readHead(writing.database, clientCode)),
      }));
      response.status(201).json(answer);
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/conversations/:id')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const answer = await store.read(async (database) => ({
        conversation: await presentConversation(
          database,
          found(await findConversation(database, clientCode, request.params.id)),
        ),
        ...(await readHead(database, clientCode)),
      }));
      response.json(answer);
    })
    .patch(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const change = parseBody(updateConversationRequest, request);
      if (change.assignedTo && !(await rules.hasUser(clientCode, change.assignedTo))) {
        throw new HttpProblem('bad-request', 'Assign to an active user of this client.', {
          errors: [{ path: 'assignedTo', message: 'There is no such active user.' }],
        });
      }
      const answer = await store.write(async (writing) => {
        const row = found(await findConversation(writing.database, clientCode, request.params.id));
        const conversation = await changeConversation(writing, row, change);
        return { conversation, ...(await readHead(writing.database, clientCode)) };
      });
      response.json(answer);
    })
    .all(onlyMethods('GET', 'PATCH'));

  router
    .route('/conversations/:id/messages')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, before } = parseQuery(messageQuery, request);
      const page = await store.read(async (database) => {
        const { id: conversationId } = found(await findConversation(database, clientCode, request.params.id));
        const messages = await readMessages(database, {
          clientCode,
          conversationId,
          limit,
          ...(before !== undefined && { before: decodePosition(before) }),
        });
        return { ...messages, ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const body = parseBody(sendMessageRequest, request);
      try {
        const message = await store.write(async (writing) => {
          const row = found(await findConversation(writing.database, clientCode, request.params.id));
          if (!rules.hasSession(clientCode, row.sessionId)) {
            throw new HttpProblem('conflict', 'The WhatsApp line of this conversation has been removed.');
          }
          return acceptMessage(writing, row, user.id, body);
        });
        response.status(202).json({ message });
      } catch (error) {
        if (!(error instanceof ClientMessageIdTakenError)) throw error;
        throw new HttpProblem('conflict', 'This clientMessageId belongs to a message of another conversation.');
      }
    })
    .all(onlyMethods('GET', 'POST'));

  return router;
}

function found(conversation: ConversationRow | undefined): ConversationRow {
  if (!conversation) throw new HttpProblem('not-found', 'There is no such conversation.');
  return conversation;
}
