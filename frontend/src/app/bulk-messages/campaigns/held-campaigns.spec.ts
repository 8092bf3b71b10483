import { campaignPage, countsOf, progressOf, testCampaign } from '../testing/test-campaign';
import { noCampaigns, withFirstPage, withNextPage, without, withProgress } from './held-campaigns';

describe('the campaigns that are held', () => {
  const old = testCampaign({ id: 'c1', createdAt: '2026-11-20T10:00:00.000Z' });
  const young = testCampaign({ id: 'c2', createdAt: '2026-11-21T10:00:00.000Z' });
  const held = withFirstPage(noCampaigns, campaignPage([young, old]));
  const ids = ({ campaigns }: typeof held) => campaigns.map(({ id }) => id);

  it('stand newest first, whichever way they come', () => {
    const younger = testCampaign({ id: 'c3', createdAt: '2026-11-22T10:00:00.000Z', version: 11 });

    expect(ids(withProgress(held, progressOf(younger, true)))).toEqual(['c3', 'c2', 'c1']);
  });

  it('keep what has changed after a page was read', () => {
    const running = { ...old, version: 12, status: 'running' as const };
    const after = withFirstPage(withProgress(held, progressOf(running, true)), campaignPage([young, old]));

    expect(after.campaigns[1]?.status).toBe('running');
  });

  it('are those of the page alone where the log is another one', () => {
    const later = withProgress(held, progressOf({ ...old, version: 12 }, true));

    expect(ids(withFirstPage(later, campaignPage([young], { epoch: 'e2', seq: 1 })))).toEqual(['c2']);
  });

  it('take figures, but no state, from an event without the campaign', () => {
    const counts = countsOf({ pending: 3, sent: 2 });
    const { campaigns } = withProgress(held, progressOf({ ...old, status: 'running', counts, answered: 1 }));

    expect(campaigns[1]).toEqual({ ...old, counts, answered: 1 });
  });

  it('do not go back to an older version', () => {
    const newer = withProgress(held, progressOf({ ...old, version: 12, name: 'Nuevo' }, true));

    expect(withProgress(newer, progressOf({ ...old, version: 11 }, true)).campaigns[1]?.name).toBe('Nuevo');
  });

  it('leave one that belongs to a page behind to that page', () => {
    const first = withFirstPage(noCampaigns, campaignPage([young], { nextCursor: 'x' }));
    const heard = withProgress(first, progressOf({ ...old, version: 12 }, true));

    expect(ids(heard)).toEqual(['c2']);
    expect(ids(withNextPage(heard, campaignPage([old])))).toEqual(['c2', 'c1']);
  });

  it('do not come back once they were thrown away', () => {
    const gone = without(held, 'c1');

    expect(ids(withFirstPage(gone, campaignPage([young, old])))).toEqual(['c2']);
    expect(ids(withProgress(held, { ...progressOf(old), removed: true }))).toEqual(['c2']);
  });
});
