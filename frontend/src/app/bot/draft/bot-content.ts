import type { Bot, SaveResponderRequest } from '#contract/bot';

/** The parts of a bot that are saved together; one that a colleague has changed takes no other along. */
export const PARTS = [
  'rules',
  'opening',
  'hours',
  'humanizer',
  'limits',
  'responder',
] as const satisfies readonly (keyof Bot)[];
export type Part = (typeof PARTS)[number];

/** What somebody writes here; a key only until it is saved, for it is never told. */
export type BotContent = Pick<Bot, Exclude<Part, 'responder'>> & { responder: SaveResponderRequest };

export function contentOf({ rules, opening, hours, humanizer, limits, responder: known }: Bot): BotContent {
  const { hasKey: _hasKey, today: _today, ...responder } = known;
  return { rules, opening, hours, humanizer, limits, responder };
}

/** The parts that differ. */
export function changedParts(one: BotContent, other: BotContent): Part[] {
  return PARTS.filter((part) => !isSame(one[part], other[part]));
}

export interface Merged {
  readonly content: BotContent;
  /** What both have changed, in different ways: it is still as it is `mine`. */
  readonly clashes: readonly Part[];
}

/** What two have made of the same bot at the same time. */
export function merge(base: BotContent, mine: BotContent, theirs: BotContent): Merged {
  const ours = changedParts(base, mine);
  const clashes = changedParts(base, theirs).filter((part) => ours.includes(part) && !isSame(mine[part], theirs[part]));
  return { content: withParts(theirs, mine, ours), clashes };
}

/** A bot with these parts of another. */
export function withParts(content: BotContent, other: BotContent, parts: readonly Part[]): BotContent {
  return { ...content, ...Object.fromEntries(parts.map((part) => [part, other[part]])) };
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
