/**
 * How fast bulk messages may leave a line and what that risks; and how the places of their text are filled. Imports no schema,
 * so that the browser bundle stays small.
 */

import { peopleOf } from './cloud-api-rules.ts';
import { firstNameOf } from './first-name.ts';

/** Recipients that one request may bring, and those of one campaign; variables that all of them together may have. */
export const RECIPIENTS_AT_ONCE = 1_000;
export const MOST_RECIPIENTS = 100_000;
export const MOST_VARIABLES = 500;
/** Files that a campaign tells apart by their names, of those that its recipients came from. */
export const MOST_SOURCES = 20;

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

export type LineKind = 'whatsapp-web' | 'cloud-api';

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

/** What holds back a message that could leave otherwise. */
export const PAUSES = ['quiet_hours', 'warm_up', 'daily_cap', 'messaging_limit'] as const;
export type Pause = (typeof PAUSES)[number];

/**
 * How many bulk messages may leave on the `day`th day that a line sends in bulk, counted from 1, and what does not let it be
 * more; `messagingLimit` is what Meta lets the number reach in a day, where it says so.
 */
export function dailyCap(
  pace: CampaignPace,
  kind: LineKind,
  day: number,
  messagingLimit?: string | null,
): { most: number; by: Exclude<Pause, 'quiet_hours'> } {
  const warm = pace.warmUp ? FIRST_DAY[kind] * 2 ** Math.min(day - 1, 30) : Infinity;
  const reachable = peopleOf(messagingLimit ?? null) ?? Infinity;
  const most = Math.min(pace.perDay, warm, reachable);
  return { most, by: most === pace.perDay ? 'daily_cap' : most === warm ? 'warm_up' : 'messaging_limit' };
}

/** Of what Meta takes of a number in a second: people who chat through the same line come first. */
const CAMPAIGNS_SHARE = 0.8;

/**
 * Seconds from one message to the next; `draw` is 0 up to, but not including, 1, and `throughput` the messages a second that
 * Meta takes of the number, null on a line by QR.
 */
export function gapSeconds(
  { gapSeconds: gap, perMinute }: CampaignPace,
  throughput: number | null,
  draw: number,
): number {
  const taken = throughput === null ? 0 : 1 / (throughput * CAMPAIGNS_SHARE);
  return Math.max(gap.from + (gap.to - gap.from) * draw, 60 / perMinute, taken);
}

/** How likely it is that WhatsApp takes offence: only a number linked by QR is lost by it. */
export function riskOf(pace: CampaignPace, kind: LineKind): 'low' | 'medium' | 'high' {
  const average = (pace.gapSeconds.from + pace.gapSeconds.to) / 2;
  if (kind === 'cloud-api') return pace.perDay > 10_000 && !pace.warmUp ? 'medium' : 'low';
  if (average < 15 || pace.perDay > 800 || !pace.warmUp) return 'high';
  return average < 45 || pace.perDay > 250 ? 'medium' : 'low';
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

/** What is known of whoever has a name, by what the name itself says. */
const FIRST_NAMES: readonly string[] = ['primer_nombre', 'first_name'];

function valueOf(key: string, variables: Readonly<Record<string, string>>): string {
  const value = variables[key]?.trim() ?? '';
  return value === '' && FIRST_NAMES.includes(key) ? firstNameOf(variables['nombre'] ?? '') : value;
}

/** What one recipient reads: each variable by its value, else by its fallback, else by nothing. */
export function textFor(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(VARIABLE, (_, name: string, fallback?: string) => {
    const value = valueOf(variableKey(name), variables);
    return value === '' ? (fallback?.trim() ?? '') : value;
  });
}

/** What a campaign says that may name variables: its text, or what the places of its template are filled with. */
export function textsOf(message: {
  text?: string | undefined;
  template?: { parameters: Readonly<Record<string, string>> } | undefined;
}): string[] {
  return message.template ? Object.values(message.template.parameters) : [message.text ?? ''];
}

/** How many recipients have a value of each variable, by its key; 0 for one that came along without any. */
type VariableCounts = Readonly<Record<string, number>>;

/** What every recipient is known by, though it may be empty. */
export const EVERYBODYS: readonly string[] = ['nombre', 'name', ...FIRST_NAMES, 'telefono', 'phone'];

/** The variables that texts name and no recipient has: most likely misspelt. */
export function unknownVariables(texts: readonly string[], counts: VariableCounts): string[] {
  const named = new Set(texts.flatMap(variablesIn));
  return [...named].filter((name) => !EVERYBODYS.includes(name) && !Object.hasOwn(counts, name));
}

/** Of the unknown ones those in whose place everybody would read nothing: a campaign does not start with them. */
export function gapVariables(texts: readonly string[], counts: VariableCounts): string[] {
  const bare = bareVariables(texts);
  return unknownVariables(texts, counts).filter((name) => bare.has(name));
}

/** The known variables in whose place some of `total` recipients would read nothing, those with the most first. */
export function emptyVariables(
  texts: readonly string[],
  counts: VariableCounts,
  total: number,
): { name: string; count: number }[] {
  const unknown = new Set(unknownVariables(texts, counts));
  return [...bareVariables(texts)]
    .filter((name) => !unknown.has(name))
    .map((name) => ({
      name,
      count: total - (counts[name] ?? (FIRST_NAMES.includes(name) ? counts['nombre'] : 0) ?? 0),
    }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
}

/** The variables that stand somewhere without a fallback. */
function bareVariables(texts: readonly string[]): ReadonlySet<string> {
  const bare = texts.flatMap((text) => [...text.matchAll(VARIABLE)].filter(([, , fallback]) => !fallback?.trim()));
  return new Set(bare.map(([, name]) => variableKey(name ?? '')));
}
