import { zoneGroups } from './time-zones';

describe('zoneGroups', () => {
  const zonesOf = (area: string, present = 'UTC') =>
    zoneGroups(present).find((group) => group.area === area)?.zones ?? [];

  it('lists places by area, as people write them', () => {
    expect(zonesOf('America')).toContain({ id: 'America/Mexico_City', city: 'Mexico City' });
    expect(zonesOf('America')).toContain({
      id: 'America/Argentina/Ushuaia',
      city: 'Argentina, Ushuaia',
    });
  });

  it('has the one that is set, whatever the browser calls it', () => {
    expect(zonesOf('UTC')).toEqual([{ id: 'UTC', city: 'UTC' }]);
    expect(zonesOf('US', 'US/Central')).toEqual([{ id: 'US/Central', city: 'Central' }]);
  });
});
