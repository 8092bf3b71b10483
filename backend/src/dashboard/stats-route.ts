import { Router } from 'express';
import { reportQuery, type StatsReport, type TeamStats } from '#contract/stats';
import type { Store } from '../storage/index.ts';
import { onlyMethods, parseQuery, requireRole, signedInMember } from '../web/index.ts';
import type { LiveFigures } from './live-figures.ts';
import { readTeam } from './read-team.ts';
import { readClient, Reports } from './reports.ts';

/** `/stats`: the client's figures of today and of now, of other days, as a file, and how the work is spread. */
export function statsRoute(figures: LiveFigures, store: Store): Router {
  const router = Router();
  const reports = new Reports(store);
  const members = requireRole('agent', 'admin');

  router
    .route('/stats')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      response.json(await figures.now(clientCode));
    })
    .all(onlyMethods('GET'));

  router
    .route('/stats/report')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const report: StatsReport = await reports.read(clientCode, parseQuery(reportQuery, request));
      response.json(report);
    })
    .all(onlyMethods('GET'));

  router
    .route('/stats/export.csv')
    .get(members, async (request, response) => {
      const { clientCode } = signedInMember(request);
      const query = parseQuery(reportQuery, request);
      const language = request.query['language'] === 'en' ? 'en' : 'es';
      const { csv, from, to } = await reports.readCsv(clientCode, query, language);
      response.attachment(from === to ? `${from}.csv` : `${from} ${to}.csv`);
      response.type('text/csv; charset=utf-8').send(csv);
    })
    .all(onlyMethods('GET'));

  router
    .route('/stats/team')
    .get(requireRole('admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const team: TeamStats = await store.read(async (database) => {
        const client = await readClient(database, clientCode);
        const now = store.now();
        const { epoch, seq } = client;
        return { ...(await readTeam(database, client, now.getTime())), at: now.toISOString(), epoch, seq };
      });
      response.json(team);
    })
    .all(onlyMethods('GET'));

  return router;
}
