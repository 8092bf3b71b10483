/**
 * How fast bulk messages may leave a line, what that risks and how long it takes; and how the places of their text are filled.
 * Imports no schema, so that the browser bundle stays small.
 */

import { peopleOf } from './cloud-api-rules.ts';

/** Recipients that one request may bring, and those of one campaign. */
export const RECIPIENTS_AT_ONCE = 1_000;
export const MOST_RECIPIENTS = 100_000;

export const PACE_PROFILES = ['careful', 'normal', 'fast', 'own'] as const;
export type PaceProfile = (typeof PACE_PROFILES)[number];

/** How fast a campaign's messages leave. */
export interface CampaignPace {
  /** `own` where somebody has chosen the figures themselves. */
  profile: PaceProfile;
  /** Seconds between two messages of one line, drawn anew each time. */
  gapSeconds: { from: number; to: number };
  /** Bulk messages of one line within a minute, and within a day of the client's time zone, at most. */
  perMinute: number;
  perDay: number;
  /** Times of day such as "21:00" in the client's time zone between which nothing leaves; null for none. May span midnight. */
  quietHours: { from: string; to: string } | null;
  /** Whether a line that has seldom sent in bulk begins with few a day, and twice as many each day. */
  warmUp: boolean;
}

type LineKind = 'whatsapp-web' | 'cloud-api';

/** The figures that a pace may have on each kind of line. WhatsApp bans numbers that are linked by QR and write like machines. */
export const PACE_LIMITS: Record<
  LineKind,
  { shortestGap: number; longestGap: number; perMinute: number; perDay: number }
> = {
  'whatsapp-web': { shortestGap: 3, longestGap: 3_600, perMinute: 20, perDay: 5_000 },
  'cloud-api': { shortestGap: 0, longestGap: 3_600, perMinute: 60_000, perDay: 100_000 },
};

const night = { from: '21:00', to: '08:00' };

/** The paces to choose from, from the safest to the fastest. */
export const PACES: Record<LineKind, Record<Exclude<PaceProfile, 'own'>, CampaignPace>> = {
  'whatsapp-web': {
    careful: {
      profile: 'careful',
      gapSeconds: { from: 30, to: 90 },
      perMinute: 2,
      perDay: 200,
      quietHours: night,
      warmUp: true,
    },
    normal: {
      profile: 'normal',
      gapSeconds: { from: 10, to: 40 },
      perMinute: 5,
      perDay: 500,
      quietHours: night,
      warmUp: true,
    },
    fast: {
      profile: 'fast',
      gapSeconds: { from: 4, to: 12 },
      perMinute: 12,
      perDay: 1_000,
      quietHours: night,
      warmUp: true,
    },
  },
  'cloud-api': {
    careful: {
      profile: 'careful',
      gapSeconds: { from: 0.5, to: 2 },
      perMinute: 60,
      perDay: 1_000,
      quietHours: night,
      warmUp: true,
    },
    normal: {
      profile: 'normal',
      gapSeconds: { from: 0, to: 0.2 },
      perMinute: 600,
      perDay: 10_000,
      quietHours: night,
      warmUp: false,
    },
    fast: {
      profile: 'fast',
      gapSeconds: { from: 0, to: 0 },
      perMinute: 4_000,
      perDay: 100_000,
      quietHours: night,
      warmUp: false,
    },
  },
};

/** What a line may send in bulk on the first day of its warm-up; twice as many on each day that follows. */
const FIRST_DAY: Record<LineKind, number> = { 'whatsapp-web': 20, 'cloud-api': 250 };

/**
 * How many bulk messages may leave on the `day`th day that a line sends in bulk, counted from 1; `messagingLimit` is what Meta
 * lets the number reach in a day, where it says so.
 */
export function dailyCap(pace: CampaignPace, kind: LineKind, day: number, messagingLimit?: string | null): number {
  const warm = pace.warmUp ? FIRST_DAY[kind] * 2 ** Math.min(day - 1, 30) : Infinity;
  return Math.min(pace.perDay, warm, peopleOf(messagingLimit ?? null) ?? Infinity);
}

/** How likely it is that WhatsApp takes offence: only a number linked by QR is lost by it. */
export function riskOf(pace: CampaignPace, kind: LineKind): 'low' | 'medium' | 'high' {
  const average = (pace.gapSeconds.from + pace.gapSeconds.to) / 2;
  if (kind === 'cloud-api') return pace.perDay > 10_000 && !pace.warmUp ? 'medium' : 'low';
  if (average < 15 || pace.perDay > 800 || !pace.warmUp) return 'high';
  return average < 45 || pace.perDay > 250 ? 'medium' : 'low';
}

/** What an estimate begins with. */
export interface EstimatedFrom {
  pace: CampaignPace;
  kind: LineKind;
  /** Messages still to leave. */
  remaining: number;
  /** Epoch milliseconds. */
  from: number;
  /** Bulk messages that have left the line today, and on how many days before. */
  sentToday: number;
  daysBefore: number;
  timeZone: string;
  messagingLimit?: string | null;
}

const DAY_SECONDS = 86_400;

/**
 * When the last message will have left, in epoch milliseconds, if nothing comes in between; null where that is more than a
 * year away. Days are those of the time zone, taken as 24 hours long.
 */
export function estimatedEnd({
  pace,
  kind,
  remaining,
  from,
  sentToday,
  daysBefore,
  timeZone,
  messagingLimit,
}: EstimatedFrom): number | null {
  const each = Math.max((pace.gapSeconds.from + pace.gapSeconds.to) / 2, 60 / pace.perMinute);
  let left = remaining;
  let second = secondOfDay(from, timeZone);
  let passed = 0;
  for (let day = 0; day < 366; day += 1) {
    const cap = dailyCap(pace, kind, daysBefore + 1 + day, messagingLimit) - (day === 0 ? sentToday : 0);
    let room = Math.max(0, cap);
    for (const [start, end] of openTimes(pace.quietHours)) {
      const begins = Math.max(start, second);
      if (begins >= end || room === 0) continue;
      const fits = Math.min(room, Math.floor((end - begins) / each) + 1);
      if (left <= fits) return from + (passed + begins - second + Math.max(0, left - 1) * each) * 1_000;
      left -= fits;
      room -= fits;
    }
    passed += DAY_SECONDS - second;
    second = 0;
  }
  return null;
}

/** The parts of a day in which messages may leave, in seconds since midnight. */
function openTimes(quietHours: CampaignPace['quietHours']): [number, number][] {
  if (!quietHours || quietHours.from === quietHours.to) return [[0, DAY_SECONDS]];
  const [from, to] = [secondsOf(quietHours.from), secondsOf(quietHours.to)];
  return from < to
    ? [
        [0, from],
        [to, DAY_SECONDS],
      ]
    : [[to, from]];
}

function secondsOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60;
}

function secondOfDay(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
  const [hours, minutes, seconds] = format.format(moment).split(':').map(Number);
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** `{{name}}`, or `{{name|what stands there where the recipient has none}}`. */
const VARIABLE = /\{\{\s*([\p{L}\p{N}_ -]{1,40}?)\s*(?:\|([^{}]*))?\}\}/gu;

/** The variables that a text names, each once, in the order in which they stand. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, name]) => variableKey(name ?? '')))];
}

/** Columns of files are written in every way: a variable is found whatever its capitals and spaces are. */
export function variableKey(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, '_');
}

/** What is known of a recipient, by the keys of variables: their name and number besides what was given with them. */
export function variablesOf(recipient: {
  name: string;
  phoneNumber: string;
  variables: Readonly<Record<string, string>>;
}): Record<string, string> {
  const { name, phoneNumber, variables } = recipient;
  const given = Object.entries(variables).map(([key, value]) => [variableKey(key), value] as const);
  const number = `+${phoneNumber}`;
  return { nombre: name, name, telefono: number, phone: number, ...Object.fromEntries<string>(given) };
}

/** What one recipient reads: each variable by its value, else by its fallback, else by nothing. */
export function textFor(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (_, name: string, fallback?: string) => {
    const value = variables[variableKey(name)]?.trim();
    return value !== undefined && value !== '' ? value : (fallback?.trim() ?? '');
  });
}

/** The variables that a recipient would read nothing for. */
export function missingVariables(text: string, variables: Readonly<Record<string, string>>): string[] {
  const missing = [...text.matchAll(VARIABLE)].filter(
    ([, name, fallback]) => !fallback?.trim() && !variables[variableKey(name ?? '')]?.trim(),
  );
  return [...new Set(missing.map(([, name]) => variableKey(name ?? '')))];
}
