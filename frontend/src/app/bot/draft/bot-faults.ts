import type { BotAction, BotCondition, BotRule } from '#contract/bot';
import { BOT_LIMITS, WEEKDAYS } from '#contract/bot-limits';
import { gapVariables, type LineKind, variableKey } from '#contract/campaign-rules';
import { PACE_OF_BOT } from '#contract/bot-pace';
import { paceFaults } from '../../bulk-messages';
import { capturesOf, faultsOfPattern } from '../patterns';
import type { BotContent } from './bot-content';
import { LIMIT_BOUNDS, RESPONDER_BOUNDS } from './limit-bounds';
import type { Place } from './places';

/** Something that keeps the bot from being saved. */
export interface Fault {
  readonly place: Place;
  /** A word for it, below `bot.faults`. */
  readonly kind: string;
  readonly params?: Readonly<Record<string, number | string>>;
  /** Whether there is only nothing yet, which is no mistake before it is to be saved. */
  readonly isMissing: boolean;
}

/**
 * What is wrong with a bot as far as the page can say, in the order in which it stands there. `names` are those of the client's
 * own fields, which texts may name; `kind` is that of the lines by which the pace of the first message is judged. Both are null
 * until they are known.
 */
export function faultsOf(
  content: BotContent,
  names: readonly string[] | null = null,
  kind: LineKind | null = null,
): Fault[] {
  return [
    ...content.rules.flatMap((rule) => faultsOfRule(rule, names)),
    ...faultsOfOpening(content, names, kind),
    ...faultsOfHours(content),
    ...faultsOfPace(content),
    ...faultsOfResponder(content),
  ];
}

function faultsOfRule(rule: BotRule, names: readonly string[] | null): Fault[] {
  const place = `rules.${rule.id}`;
  const { reply, actions } = rule;
  const text = reply?.text.trim() ?? '';
  const faults: (Fault | null)[] = faultsOfCondition(`${place}.when`, rule.when);
  if (reply === null && actions.length === 0) faults.push(missing(place, 'nothingToDo'));
  if (reply !== null && text === '' && reply.mediaId === undefined) faults.push(missing(`${place}.reply`, 'noReply'));
  const most = reply?.mediaId === undefined ? BOT_LIMITS.replyText : BOT_LIMITS.caption;
  if (text.length > most) faults.push(tooLong(`${place}.reply`, most));
  faults.push(faultOfVariables(`${place}.reply`, text, names && [...names, ...capturedBy(rule.when)]));
  actions.forEach((action, index) => faults.push(faultOfAction(`${place}.actions.${index}`, action)));
  return faults.filter((fault) => fault !== null);
}

function faultsOfCondition(place: Place, when: BotCondition): Fault[] {
  switch (when.kind) {
    case 'keyword': {
      if (when.words.length === 0) return [missing(place, 'noWords')];
      const long = when.words.filter((word) => word.length > BOT_LIMITS.word);
      const tooMany = when.words.length > BOT_LIMITS.words;
      return [
        ...(tooMany ? [wrong(place, 'tooManyWords', { most: BOT_LIMITS.words })] : []),
        ...long.map((word) => wrong(place, 'wordTooLong', { word: `${word.slice(0, 20)}…`, most: BOT_LIMITS.word })),
      ];
    }
    case 'phrase':
      if (when.phrase.trim() === '') return [missing(place, 'noPhrase')];
      return when.phrase.trim().length > BOT_LIMITS.phrase ? [tooLong(place, BOT_LIMITS.phrase)] : [];
    case 'pattern': {
      if (when.pattern === '') return [missing(place, 'noPattern')];
      const faults = faultsOfPattern(when.pattern).map(({ kind, place: at, piece }) =>
        wrong(place, `pattern.${kind}`, { at, piece }),
      );
      return when.pattern.length > BOT_LIMITS.pattern ? [tooLong(place, BOT_LIMITS.pattern), ...faults] : faults;
    }
    default:
      return [];
  }
}

function faultOfAction(place: Place, action: BotAction): Fault | null {
  switch (action.kind) {
    case 'label':
      return action.labelId === '' ? missing(place, 'noLabel') : null;
    case 'stage':
      return action.stage === '' ? missing(place, 'noStage') : null;
    case 'assign':
      return action.userId === '' ? missing(place, 'noPerson') : null;
    case 'note':
      if (action.text.trim() === '') return missing(place, 'noNote');
      return action.text.trim().length > BOT_LIMITS.noteText ? tooLong(place, BOT_LIMITS.noteText) : null;
    case 'hand_over':
      return null;
  }
}

function faultsOfOpening({ opening }: BotContent, names: readonly string[] | null, kind: LineKind | null): Fault[] {
  if (opening === null) return [];
  const [place, text] = ['opening.text', opening.text.trim()];
  const isTooFast = opening.pace && kind !== null && paceFaults(opening.pace, kind).length > 0;
  const ofPace = isTooFast ? [wrong('opening.pace', 'pace')] : [];
  if (text === '' && opening.template === undefined) return [missing(place, 'noOpening'), ...ofPace];
  const template = Object.values(opening.template?.parameters ?? {}).join(' ');
  const length = text.length > BOT_LIMITS.replyText ? tooLong(place, BOT_LIMITS.replyText) : null;
  const faults = [length, faultOfVariables(place, text, names), faultOfVariables('opening.template', template, names)];
  return [...faults.filter((fault) => fault !== null), ...ofPace];
}

/** A text names what nobody has, so that everybody would read a gap there. */
function faultOfVariables(place: Place, text: string, names: readonly string[] | null): Fault | null {
  const known = Object.fromEntries((names ?? []).map((name) => [variableKey(name), 1]));
  const unknown = names ? gapVariables([text], known) : [];
  return unknown.length === 0 ? null : wrong(place, 'unknownVariables', { names: unknown.join(', ') });
}

/** What the regular expression of a rule captures, by number. */
function capturedBy(when: BotCondition): string[] {
  return when.kind === 'pattern' ? capturesOf(when.pattern).map((_, index) => String(index + 1)) : [];
}

function faultsOfHours({ hours }: BotContent): Fault[] {
  const spans = WEEKDAYS.flatMap((day) =>
    hours.week[day].flatMap(({ from, to }, index, all) => {
      const place = `hours.week.${day}.${index}`;
      if (from === '' || to === '') return missing(place, 'noTime');
      const endsBefore = from >= to ? wrong(place, 'endsBefore') : null;
      return [endsBefore, from < (all[index - 1]?.to ?? '') ? wrong(place, 'overlaps') : null];
    }),
  );
  const days = hours.holidays.map(({ day }, index, all) => {
    const place = `hours.holidays.${index}`;
    if (day === '') return missing(place, 'noDay');
    return all.findIndex((other) => other.day === day) < index ? wrong(place, 'dayTwice') : null;
  });
  return [...spans, ...days].filter((fault) => fault !== null);
}

function faultsOfPace({ humanizer, limits }: BotContent): Fault[] {
  const numbers = (['readingSpeed', 'typingSpeed', 'spread'] as const).map((name) => {
    // People read per cent.
    const times = name === 'spread' ? 100 : 1;
    return outOf(`humanizer.${name}`, humanizer[name] * times, scaled(PACE_OF_BOT[name], times));
  });
  const spans = (['readingSeconds', 'typingSeconds'] as const).flatMap((name) => {
    const [place, { from, to }] = [`humanizer.${name}`, humanizer[name]];
    const range = outOf(place, from, PACE_OF_BOT[name]) ?? outOf(place, to, PACE_OF_BOT[name]);
    return [range, from > to ? wrong(place, 'leastAboveMost') : null];
  });
  const bounds = Object.entries(LIMIT_BOUNDS).map(([name, bound]) =>
    outOf(`limits.${name}`, limits[name as keyof typeof limits], bound, true),
  );
  return [...numbers, ...spans, ...bounds].filter((fault) => fault !== null);
}

function faultsOfResponder({ responder }: BotContent): Fault[] {
  const { enabled, url, model, key } = responder;
  const place = (name: string): Place => `responder.${name}`;
  const written = (name: 'prompt' | 'knowledge', most: number): Fault | null =>
    responder[name].trim().length > most ? tooLong(place(name), most) : null;
  const faults = [
    enabled && url.trim() === '' ? missing(place('url'), 'noAddress') : null,
    url.trim() !== '' && !URL.canParse(url.trim()) ? wrong(place('url'), 'noUrl') : null,
    key?.trim() === '' ? missing(place('key'), 'noKey') : null,
    enabled && model.trim() === '' ? missing(place('model'), 'noModel') : null,
    written('prompt', BOT_LIMITS.systemPrompt),
    written('knowledge', BOT_LIMITS.knowledge),
    outOf(place('perDay'), responder.perDay, RESPONDER_BOUNDS.perDay, true),
    outOf(place('timeoutSeconds'), responder.timeoutSeconds, RESPONDER_BOUNDS.timeoutSeconds, true),
  ];
  return faults.filter((fault) => fault !== null);
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function scaled({ least, most }: Bounds, times: number): Bounds {
  return { least: least * times, most: most * times };
}

/** A field that is empty holds no number. */
function outOf(place: Place, value: number, { least, most }: Bounds, isWhole = false): Fault | null {
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return null;
  return wrong(place, isWhole ? 'outOfWhole' : 'outOf', { least, most });
}

function missing(place: Place, kind: string): Fault {
  return { place, kind, isMissing: true };
}

function wrong(place: Place, kind: string, params: Readonly<Record<string, number | string>> = {}): Fault {
  return { place, kind, params, isMissing: false };
}

function tooLong(place: Place, most: number): Fault {
  return wrong(place, 'tooLong', { most });
}
