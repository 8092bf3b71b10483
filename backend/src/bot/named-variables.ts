import { gapVariables, variableKey } from '#contract/campaign-rules';

/**
 * What is wrong with texts that name what nobody has, so that everybody would read a gap; undefined where nothing is. `names`
 * are those of what is known besides name and number.
 */
export function faultOfVariables(texts: readonly string[], names: readonly string[]): string | undefined {
  const unknown = gapVariables(texts, Object.fromEntries(names.map((name) => [variableKey(name), 1])));
  if (unknown.length === 0) return undefined;
  return `Nobody has ${unknown.map((name) => `{{${name}}}`).join(', ')}: correct it, or say what stands there instead.`;
}
