import type { BotContent } from './bot-content';

/**
 * Where something stands in a bot, such as `hours.week.monday.0`. A rule is named by its id, so that what is said of it stays
 * with it when it is moved: `rules.r1.when`.
 */
export type Place = string;

/** How many words of a path make a place that has a note of its own, by what the path begins with. */
const DEPTHS: Readonly<Record<string, number>> = {
  'rules.when': 3,
  'rules.name': 3,
  'rules.reply': 3,
  'rules.actions': 4,
  'hours.week': 4,
  'hours.holidays': 3,
};

/** The place that the server means by a path such as `rules.3.when.pattern`; null where there is none. */
export function placeOf(path: string, content: BotContent): Place | null {
  const [part = '', first = '', second = '', ...rest] = path.split('.');
  if (part === 'rules') {
    const rule = content.rules[Number(first)];
    if (!rule) return null;
    const words = ['rules', rule.id, second, ...rest].filter((word) => word !== '');
    return words.slice(0, DEPTHS[`rules.${second}`] ?? 2).join('.');
  }
  if (!(part in content) || first === '') return null;
  return [part, first, second, ...rest]
    .filter((word) => word !== '')
    .slice(0, DEPTHS[`${part}.${first}`] ?? 2)
    .join('.');
}

/** What stands there; undefined where nothing does. */
export function valueAt(content: BotContent, place: Place): unknown {
  const [part = '', ...words] = place.split('.');
  const [id, ...rest] = words;
  if (part === 'rules')
    return follow(
      content.rules.find((rule) => rule.id === id),
      rest,
    );
  return follow(content, [part, ...words]);
}

function follow(value: unknown, words: readonly string[]): unknown {
  return words.reduce<unknown>((inner, word) => (inner as Record<string, unknown> | undefined)?.[word], value);
}
