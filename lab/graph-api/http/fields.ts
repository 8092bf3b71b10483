import { invalidParameter } from './graph-error.ts';

/** The fields of a node that were asked for, beside its id; those it shows by itself where none were. */
export function chosenFields(
  node: Record<string, unknown>,
  type: string,
  query: URLSearchParams,
  byDefault: readonly string[],
): Record<string, unknown> {
  const asked = query.get('fields');
  const names = asked === null ? byDefault : namesIn(asked);
  for (const name of names) {
    if (!(name in node)) throw invalidParameter(`Tried accessing nonexisting field (${name}) on node type (${type})`);
  }
  const chosen = names.filter((name) => node[name] !== undefined).map((name) => [name, node[name]]);
  return { ...(Object.fromEntries(chosen) as Record<string, unknown>), id: node['id'] };
}

/** The names in `id,throughput{level},name`, without what stands in braces. */
function namesIn(fields: string): string[] {
  const flat = fields.replaceAll(/\{[^{}]*\}/g, '');
  return flat
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
