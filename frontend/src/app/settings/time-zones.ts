/** The time zone of this browser. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export interface ZoneGroup {
  /** A continent or ocean, as the database of time zones calls it. */
  readonly area: string;
  readonly zones: readonly { readonly id: string; readonly city: string }[];
}

/** Every time zone by its area, with this one in any case: an older browser may call it by another name. */
export function zoneGroups(present: string): readonly ZoneGroup[] {
  const ids = [...new Set([...Intl.supportedValuesOf('timeZone'), present])].sort();
  const areas = [...new Set(ids.map(areaOf))];
  return areas.map((area) => ({
    area,
    zones: ids.filter((id) => areaOf(id) === area).map((id) => ({ id, city: cityOf(id) })),
  }));
}

function areaOf(id: string): string {
  return id.split('/')[0] ?? id;
}

function cityOf(id: string): string {
  return (id.split('/').slice(1).join(', ') || id).replaceAll('_', ' ');
}
