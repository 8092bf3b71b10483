import { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { startCampaignRequest, testCampaignRequest } from '#contract/bulk-campaigns';
import { retryFailed } from '../campaign-recipients/index.ts';
import { countRequest, HttpProblem, onlyMethods, parseBody, requireRole } from '../web/index.ts';
import { cancelCampaign, passOverUnsent, waitsNoMore } from './campaign-ends.ts';
import { inServersWords, isOver, type CampaignRequests } from './campaign-requests.ts';
import { changeCampaign } from './campaign-store.ts';
import { sendTest } from './campaign-test.ts';
import { requireNumber } from './require-number.ts';

/** Tests of one line within an hour: they leave at once, whatever the pace. */
const MOST_TESTS = 20;

/** What a person does with a campaign: tries, starts, pauses, resumes, cancels it, and has it go to whom it failed to reach. */
export function campaignControlRoutes(requests: CampaignRequests): Router {
  const router = Router();
  const members = requireRole('agent', 'admin');
  const { store, campaigns } = requests;
  const tests = new RateLimiterMemory({ points: MOST_TESTS, duration: 3_600 });

  router
    .route('/bulk-campaigns/:id/test')
    .post(members, async (request, response) => {
      const { phoneNumber: written } = parseBody(testCampaignRequest, request);
      const row = await requests.find(request);
      const phoneNumber = requireNumber(written, requests.neighbour(row));
      const { kind } = requests.line(row.clientCode, row.sessionId);
      await countRequest(tests, row.sessionId);
      await sendTest(store, campaigns, row, { phoneNumber, kind });
      response.status(202).json({});
    })
    .all(onlyMethods('POST'));

  router
    .route('/bulk-campaigns/:id/start')
    .post(members, async (request, response) => {
      const { at } = parseBody(startCampaignRequest, request);
      const row = await requests.change(request, async (writing, before) => {
        if (before.status !== 'draft' && before.status !== 'scheduled') throw wrongState();
        await requests.requireReady(writing, before);
        requests.requireKnownVariables(before);
        const startAt = (at === undefined ? before.startAt : at && inServersWords(at)) ?? writing.now;
        return changeCampaign(
          writing,
          before,
          startAt > writing.now
            ? { status: 'scheduled', startAt }
            : { status: 'running', startedAt: writing.now, startAt: null },
        );
      });
      await requests.answer(response, row);
    })
    .all(onlyMethods('POST'));

  router
    .route('/bulk-campaigns/:id/pause')
    .post(members, async (request, response) => {
      const row = await requests.change(request, (writing, before) => {
        // Started by the clock, it would come as a surprise: it waits until somebody starts it.
        if (before.status === 'scheduled') return changeCampaign(writing, before, { status: 'draft' });
        if (before.status !== 'running') throw wrongState();
        return changeCampaign(writing, before, { status: 'paused', ...waitsNoMore });
      });
      await requests.answer(response, row);
    })
    .all(onlyMethods('POST'));

  router
    .route('/bulk-campaigns/:id/resume')
    .post(members, async (request, response) => {
      const row = await requests.change(request, async (writing, before) => {
        if (before.status !== 'paused' && before.status !== 'stopped') throw wrongState();
        await requests.requireReady(writing, before);
        return changeCampaign(writing, before, { status: 'running', stopped: null, judgedSince: writing.now });
      });
      await requests.answer(response, row);
    })
    .all(onlyMethods('POST'));

  router
    .route('/bulk-campaigns/:id/cancel')
    .post(members, async (request, response) => {
      const row = await requests.change(request, (writing, before) => {
        if (before.status === 'draft' || isOver(before)) throw wrongState();
        return cancelCampaign(writing, before);
      });
      await requests.answer(response, await passOverUnsent(store, row));
    })
    .all(onlyMethods('POST'));

  router
    .route('/bulk-campaigns/:id/retry-failed')
    .post(members, async (request, response) => {
      const row = await requests.change(request, async (writing, before) => {
        if (!['completed', 'paused', 'stopped', 'running'].includes(before.status)) throw wrongState();
        if ((await retryFailed(writing, before)) === 0)
          throw new HttpProblem('conflict', 'Nobody of this campaign has failed.');
        // One that was paused goes on when somebody says so.
        if (before.status === 'paused') return changeCampaign(writing, before, {});
        await requests.requireReady(writing, before);
        const running = { status: 'running', stopped: null, finishedAt: null, judgedSince: writing.now } as const;
        return changeCampaign(writing, before, running);
      });
      await requests.answer(response, row);
    })
    .all(onlyMethods('POST'));

  return router;
}

function wrongState(): HttpProblem {
  return new HttpProblem('conflict', 'The campaign is in a state in which this cannot be done.');
}
