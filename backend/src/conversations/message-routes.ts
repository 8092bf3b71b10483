import { Router } from 'express';
import { messageQuery } from '#contract/conversations';
import { messageSearchQuery } from '#contract/message-search';
import { sendMessageRequest, type SendMessageRequest } from '#contract/messages';
import { MAX_TEXT_LENGTH } from '#contract/text-lengths';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { UnfitParameterError } from '../message-templates/index.ts';
import { readHead, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import { acceptMessage, ClientMessageIdTakenError, NothingThereError } from './accept-message.ts';
import type { ConversationRules } from './conversation-routes.ts';
import { foundConversation } from './found.ts';
import { leaveMessage } from './leave-message.ts';
import { readMessages, readMessagesAround } from './message-pages.ts';
import { searchMessages } from './message-search.ts';
import { decodePosition } from './page-cursor.ts';
import { requireFileTaken } from './require-file-taken.ts';
import { retryMessage } from './retry-message.ts';

/** The messages of a conversation, and the search in all of them. */
export function messageRoutes(store: Store, rules: Pick<ConversationRules, 'kindOf'>): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const kindOfLine = (clientCode: string, sessionId: string) => {
    const kind = rules.kindOf(clientCode, sessionId);
    if (!kind) throw new HttpProblem('conflict', 'The WhatsApp line of this conversation has been removed.');
    return kind;
  };

  router
    .route('/conversations/:id/messages')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { limit, before, after, around } = parseQuery(messageQuery, request);
      const page = await store.read(async (database) => {
        const { id } = await foundConversation(database, clientCode, request.params.id);
        const query = { clientCode, conversationId: id, limit };
        const messages =
          around === undefined
            ? await readMessages(database, {
                ...query,
                ...(before !== undefined && { before: decodePosition(before) }),
                ...(after !== undefined && { after: decodePosition(after) }),
              })
            : await readMessagesAround(database, query, around);
        if (!messages) throw new HttpProblem('not-found', 'There is no such message in this conversation.');
        return { ...messages, ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .post(members, async (request, response) => {
      const { clientCode, user } = signedInMember(request);
      const body = parseBody(sendMessageRequest, request);
      try {
        const message = await store.write(async (writing) => {
          const row = await foundConversation(writing.database, clientCode, request.params.id);
          if (body.type !== 'note') {
            const kind = kindOfLine(clientCode, row.sessionId);
            requireTaken(kind, body);
            if (kind === 'cloud-api') await requireFileTaken(writing.database, clientCode, body);
          }
          return acceptMessage(writing, row, user.id, body);
        });
        response.status(202).json({ message });
      } catch (error) {
        throw asProblem(error);
      }
    })
    .all(onlyMethods('GET', 'POST'));

  router
    .route('/conversations/:id/messages/:messageId/retry')
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { id, messageId } = request.params;
      const message = await store.write(async (writing) => {
        const { sessionId } = await foundConversation(writing.database, clientCode, id);
        const anew = kindOfLine(clientCode, sessionId) === 'cloud-api';
        return retryMessage(writing, clientCode, id, messageId, { anew });
      });
      if (!message) throw new HttpProblem('not-found', 'There is no such message in this conversation.');
      response.status(202).json({ message });
    })
    .all(onlyMethods('POST'));

  router
    .route('/conversations/:id/messages/:messageId/leave')
    .post(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { id, messageId } = request.params;
      const message = await store.write((writing) => leaveMessage(writing, clientCode, id, messageId));
      if (!message) throw new HttpProblem('not-found', 'There is no such message in this conversation.');
      response.json({ message });
    })
    .all(onlyMethods('POST'));

  router
    .route('/messages')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { q, conversation, limit, cursor } = parseQuery(messageSearchQuery, request);
      const page = await store.read(async (database) => {
        const { items, conversations, next } = await searchMessages(database, {
          clientCode,
          q,
          limit,
          ...(conversation !== undefined && { conversationId: conversation }),
          ...(cursor !== undefined && { before: decodePosition(cursor) }),
        });
        const nextCursor = next === null ? null : String(next);
        return { items, conversations, nextCursor, ...(await readHead(database, clientCode)) };
      });
      response.json(page);
    })
    .all(onlyMethods('GET'));

  return router;
}

/** WhatsApp Web delivers neither choices nor templates, Meta no text that is longer than its own limit. */
function requireTaken(kind: WhatsAppSession['kind'], message: SendMessageRequest): void {
  const { type } = message;
  if (kind === 'whatsapp-web' && (type === 'buttons' || type === 'list' || type === 'template')) {
    throw new HttpProblem('conflict', "Templates and choices go over lines of Meta's Cloud API only.");
  }
  const longest = MAX_TEXT_LENGTH[kind];
  if (type !== 'text' || message.text.length <= longest) return;
  const errors = [{ path: 'text', message: `Use at most ${String(longest)} characters.` }];
  throw new HttpProblem('bad-request', 'This text is too long for its line: send it in several messages.', { errors });
}

const missing: Record<NothingThereError['path'], [detail: string, message: string]> = {
  replyTo: ['Answer a message of this conversation.', 'There is no such message to answer.'],
  mediaId: ['Upload the file first, and use it in one message.', 'There is no such file to send.'],
  templateId: ['Use a template of this line that Meta has approved.', 'There is no such template to send.'],
};

function asProblem(error: unknown): unknown {
  if (error instanceof UnfitParameterError) {
    const errors = [{ path: `parameters.${error.key}`, message: error.message }];
    return new HttpProblem('bad-request', 'Fill in every place of the template.', { errors });
  }
  if (error instanceof ClientMessageIdTakenError) {
    return new HttpProblem('conflict', 'This clientMessageId belongs to a message of another conversation.');
  }
  if (!(error instanceof NothingThereError)) return error;
  const { path } = error;
  const [detail, message] = missing[path];
  return new HttpProblem('bad-request', detail, { errors: [{ path, message }] });
}
