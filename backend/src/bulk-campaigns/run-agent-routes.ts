import { Router } from 'express';
import {
  cancelRunsRequest,
  runAgentRequest,
  type CancelRunsResponse,
  type ContactResponse,
  type RunAgentPreviewResponse,
  type RunAgentResponse,
} from '#contract/contacts';
import type { AgentRunReason } from '#contract/conversations';
import { readHead, type Reading, type Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, parseBody, requireRole, signedInMember } from '../web/index.ts';
import { askForRuns, type LineOfClient } from './ask-for-run.ts';
import { cancelRuns } from './cancel-runs.ts';
import { previewRuns } from './run-preview.ts';

/** Why a contact cannot be written to, for a program; the pages have words of their own for each. */
const WORDS: Partial<Record<AgentRunReason, string>> = {
  bot_off: 'The bot is off. An admin turns it on.',
  conversation_off: 'The bot is off in the newest conversation with this contact. Turn it on there.',
  no_opening: 'The bot has no opening. An admin writes one in its settings.',
  no_line: 'There are several lines, or none. Set the line of the opening in the settings of the bot.',
  no_number: 'WhatsApp has not told the number of this contact.',
  group: 'The bot writes to no groups.',
  own_line: 'This number is one of your own lines.',
  opted_out: 'This contact asked for no more messages.',
  not_on_whatsapp: 'Nobody has this number on WhatsApp.',
  undeliverable: 'WhatsApp could not deliver the last opening to this contact.',
  marketing_declined: 'This contact wants no marketing messages.',
};

/**
 * `/contacts/run-agent` and `/contacts/:id/run-agent`: the bot writes to contacts first, as soon as it is their turn, unless that
 * is taken back before.
 */
export function runAgentRoutes(
  store: Store,
  linesOf: (clientCode: string) => readonly LineOfClient[],
  timeZoneOf: (database: Reading, clientCode: string) => Promise<string>,
): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const ask = (clientCode: string, contactIds: readonly string[]): Promise<RunAgentResponse> =>
    store.write(async (writing) => ({
      ...(await askForRuns(writing, clientCode, contactIds, linesOf(clientCode))),
      ...(await readHead(writing.database, clientCode)),
    }));

  router
    .route('/contacts/run-agent')
    .post(members, async (request, response) => {
      const { contactIds } = parseBody(runAgentRequest, request);
      response.json(await ask(signedInMember(request).clientCode, contactIds));
    })
    .all(onlyMethods('POST'));

  router
    .route('/contacts/run-agent/preview')
    .post(members, async (request, response) => {
      const { contactIds } = parseBody(runAgentRequest, request);
      const { clientCode } = signedInMember(request);
      const preview = await store.read(async (database) => {
        const timeZone = await timeZoneOf(database, clientCode);
        const place = { clientCode, lines: linesOf(clientCode), timeZone, now: store.now() };
        return previewRuns(database, contactIds, place);
      });
      const answer: RunAgentPreviewResponse = { preview };
      response.json(answer);
    })
    .all(onlyMethods('POST'));

  router
    .route('/contacts/run-agent/cancel')
    .post(members, async (request, response) => {
      const { contactIds } = parseBody(cancelRunsRequest, request);
      const { clientCode } = signedInMember(request);
      const answer: CancelRunsResponse = await store.write(async (writing) => ({
        ...(await cancelRuns(writing, clientCode, contactIds)),
        ...(await readHead(writing.database, clientCode)),
      }));
      response.json(answer);
    })
    .all(onlyMethods('POST'));

  router
    .route('/contacts/:id/run-agent')
    .post(members, async (request, response) => {
      const {
        contacts,
        refused,
        underWay: _,
        ...head
      } = await ask(signedInMember(request).clientCode, [request.params.id]);
      const [contact] = contacts;
      if (!contact) throw problemOf(refused[0]?.reason ?? 'not_found');
      const answer: ContactResponse = { contact, ...head };
      response.json(answer);
    })
    .all(onlyMethods('POST'));

  return router;
}

function problemOf(reason: AgentRunReason | 'not_found'): HttpProblem {
  if (reason === 'not_found') return new HttpProblem('not-found', 'There is no such contact.');
  return new HttpProblem('conflict', WORDS[reason], { members: { reason } });
}
