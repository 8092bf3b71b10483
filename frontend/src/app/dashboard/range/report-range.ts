import { LONGEST_RANGE } from '#contract/report-limits';
import type { ReportQuery } from '#contract/stats';
import { daysAfter } from '#contract/time-zones';

export const rangeKinds = ['today', '7d', '30d', 'own'] as const;
export type RangeKind = (typeof rangeKinds)[number];

/** The days a report is about, in the client's calendar (`2026-11-27`); both belong to it. */
export interface ReportRange {
  readonly kind: RangeKind;
  readonly from: string;
  readonly to: string;
}

/** What the address says of the range, as anybody may have written it. */
export interface RangeParams {
  readonly range?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type RangeFault = 'missing' | 'order' | 'future' | 'long';

const DAY = 86_400_000;
const days: Readonly<Record<'today' | '7d' | '30d', number>> = { today: 1, '7d': 7, '30d': 30 };

/** Today where the address names no range, or none that can be. */
export function rangeOf({ range, from, to }: RangeParams, today: string): ReportRange {
  if (from !== undefined && to !== undefined && faultOf(from, to, today) === null) return { kind: 'own', from, to };
  const kind = range === '7d' || range === '30d' ? range : 'today';
  return { kind, from: daysAfter(today, 1 - days[kind]), to: today };
}

/** What is wrong with two days as a range; null for nothing. */
export function faultOf(from: string, to: string, today: string): RangeFault | null {
  if (!isDay(from) || !isDay(to)) return 'missing';
  if (from > to) return 'order';
  if (to > today) return 'future';
  return lengthOf({ from, to }) > LONGEST_RANGE ? 'long' : null;
}

/** How many days belong to it. */
export function lengthOf({ from, to }: Pick<ReportRange, 'from' | 'to'>): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
}

/** As the server understands it: it knows itself which day is today. */
export function queryOf({ kind, from, to }: ReportRange): ReportQuery {
  if (kind === 'today') return {};
  return kind === 'own' ? { from, to } : { from };
}

/** What the address says of it; null takes out what it says. */
export function paramsOf(kind: Exclude<RangeKind, 'own'>): Record<keyof RangeParams, string | null> {
  return { range: kind === 'today' ? null : kind, from: null, to: null };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
